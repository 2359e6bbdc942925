/** Backups, restores, key-file maintenance, and health. */
@ApplicationModule(
        displayName = "Maintenance",
        allowedDependencies = {
            "identity.users",
            "messaging.mail",
            "platform.database",
            "platform.kernel",
            "platform.management",
            "platform.requests",
            "privacy.erasure",
            "vault.consistency",
            "vault.keyfile",
            "vault.storage",
            "vault.vault",
            "web.addresses"
        })
@NullMarked
package lethe.operator.maintenance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
