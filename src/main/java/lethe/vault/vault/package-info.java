/** Seals personal data under keys outside the database, and forgets it by destroying them. */
@ApplicationModule(
        displayName = "Vault",
        allowedDependencies = {
            "platform.database",
            "platform.kernel",
            "platform.requests",
            "vault.keyfile",
            "vault.storage"
        })
@NullMarked
package lethe.vault.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
