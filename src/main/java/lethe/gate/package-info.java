/** The way in to the key file: it is opened with its own database only, and whoever writes to it enters here. */
@ApplicationModule(
        displayName = "Gate",
        allowedDependencies = {"kernel", "disk", "masterkey", "slots", "directory", "keyfile"})
@NullMarked
package lethe.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
