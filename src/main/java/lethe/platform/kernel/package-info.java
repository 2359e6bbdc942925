/** The vocabulary that all rooms share: typed IDs, permissions, the actor, refusals and the tenant context. */
@ApplicationModule(
        displayName = "Kernel",
        allowedDependencies = {})
@NullMarked
package lethe.platform.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
