/** Roles and their permissions, and rules on who may give which type and role to whom. */
@ApplicationModule(
        displayName = "Roles",
        allowedDependencies = {
            "audit.log",
            "platform.database",
            "platform.kernel",
            "platform.requests",
            "platform.usage",
            "web.api"
        })
@NullMarked
package lethe.identity.roles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
