/** The master key, which lies apart from everything else, and how keys are wrapped under others. */
@ApplicationModule(
        displayName = "Master key",
        allowedDependencies = {"kernel", "disk"})
@NullMarked
package lethe.masterkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
