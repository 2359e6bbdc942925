/** The key file: the master key above it, its wrapped key slots, its e-mail index, its mirror and its maintenance. */
@ApplicationModule(
        displayName = "Key file",
        allowedDependencies = {"platform.kernel", "vault.storage"})
@NullMarked
package lethe.vault.keyfile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
