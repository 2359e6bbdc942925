/** Compares rows, keys and the e-mail index: keys without rows, rows without keys, addresses that are not found. */
@ApplicationModule(
        displayName = "Consistency",
        allowedDependencies = {"platform.kernel", "vault.keyfile", "vault.vault"})
@NullMarked
package lethe.vault.consistency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
