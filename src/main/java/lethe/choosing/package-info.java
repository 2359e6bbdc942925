/** Newsletters on and off: in the profile, over REST, and by the address in every mail. */
@ApplicationModule(
        displayName = "Choosing",
        allowedDependencies = {"kernel", "consent", "subscriptions"})
@NullMarked
package lethe.choosing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
