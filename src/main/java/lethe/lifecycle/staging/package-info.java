/** The lines of a file that wait to be created as users: checked, encrypted, rejected with reasons, and erased. */
@ApplicationModule(
        displayName = "Staging",
        allowedDependencies = {
            "identity.roles",
            "identity.users",
            "platform.database",
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
