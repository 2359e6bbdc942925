/** The key file: keys by number, the directory that finds e-mails, and the master key that opens it. */
@ApplicationModule(
        displayName = "Key file",
        allowedDependencies = {"kernel", "disk"})
@NullMarked
package lethe.keyfile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
