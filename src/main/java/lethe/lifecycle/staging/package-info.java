/** Lines of a file as they wait to become users: checked, sealed, rejected with reasons, and forgotten. */
@ApplicationModule(
        displayName = "Staging",
        allowedDependencies = {
            "identity.roles",
            "identity.users",
            "platform.formats",
            "platform.jobs",
            "platform.kernel",
            "platform.requests",
            "vault.consistency",
            "vault.vault"
        })
@NullMarked
package lethe.lifecycle.staging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
