/** Seals personal data under keys that live outside the database, and forgets it by destroying them. */
@ApplicationModule(
        displayName = "Vault",
        allowedDependencies = {"kernel", "keyfile", "slots", "directory", "masterkey", "disk"})
@NullMarked
package lethe.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
