/** Seals personal data under keys that live outside the database, and forgets it by destroying them. */
@ApplicationModule(
        displayName = "Vault",
        allowedDependencies = {"kernel", "slots", "directory", "keyfile", "masterkey", "gate"})
@NullMarked
package lethe.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
