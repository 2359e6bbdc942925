/** The keys that sign checkpoints: generated, chained, recorded in each log, and published. */
@ApplicationModule(
        displayName = "Signing keys",
        allowedDependencies = {
            "audit.log",
            "platform.database",
            "platform.kernel",
            "platform.requests",
            "vault.vault",
            "verifier.checkpoints",
            "verifier.merkle"
        })
@NullMarked
package lethe.audit.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
