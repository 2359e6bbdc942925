/** The companies that an organisation works with: active, deactivated, deleted. */
@ApplicationModule(
        displayName = "Partners",
        allowedDependencies = {"kernel", "control", "jobs", "usage", "audit", "vault", "repeats"})
@NullMarked
package lethe.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
