/** A person who does not exist, and all that their data can go through on a throw-away installation, over REST and by mail. */
@ApplicationModule(
        displayName = "Canary",
        allowedDependencies = {"kernel", "throwaway"})
@NullMarked
package lethe.canary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
