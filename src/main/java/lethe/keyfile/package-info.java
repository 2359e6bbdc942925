/** The key file: keys by number, and the directory that finds e-mails. */
@ApplicationModule(
        displayName = "Key file",
        allowedDependencies = {"kernel", "disk", "masterkey"})
@NullMarked
package lethe.keyfile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
