/** The key file as a whole: opened, made, mirrored, and looked after. */
@ApplicationModule(
        displayName = "Key file",
        allowedDependencies = {"kernel", "disk", "masterkey", "slots", "directory"})
@NullMarked
package lethe.keyfile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
