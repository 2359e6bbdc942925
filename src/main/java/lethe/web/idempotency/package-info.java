/** Creating twice by accident creates once: a key leads to what its first use made, and to nothing else. */
@ApplicationModule(
        displayName = "Idempotency",
        allowedDependencies = {"platform.database", "platform.kernel", "platform.personaldata", "vault.vault"})
@NullMarked
package lethe.web.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
