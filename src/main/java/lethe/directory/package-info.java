/** Leads from an e-mail to the number of its key, in the key file. */
@ApplicationModule(
        displayName = "Directory",
        allowedDependencies = {"kernel", "disk", "masterkey", "slots"})
@NullMarked
package lethe.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
