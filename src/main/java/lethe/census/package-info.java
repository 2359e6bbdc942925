/** How many people an organisation has, and who of them has still to decide about a notice. */
@ApplicationModule(
        displayName = "Census",
        allowedDependencies = {"kernel", "notices"})
@NullMarked
package lethe.census;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
