/** The audit log as a Merkle tree: its order, signing keys, checkpoints and proofs, and what a start checks of it. */
@ApplicationModule(
        displayName = "Transparency",
        allowedDependencies = {
            "audit.log",
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "vault.vault",
            "verifier.checkpoints",
            "verifier.merkle",
            "verifier.verify"
        })
@NullMarked
package lethe.audit.transparency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
