/** Roles, and the permissions ticked for each. */
@ApplicationModule(
        displayName = "Roles",
        allowedDependencies = {"kernel", "usage", "audit", "repeats"})
@NullMarked
package lethe.roles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
