/** The audit log as a Merkle tree: its order, checkpoints and proofs, and the checks at startup. */
@ApplicationModule(
        displayName = "Transparency",
        allowedDependencies = {
            "audit.keys",
            "audit.log",
            "platform.database",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "vault.vault",
            "verifier.checkpoints",
            "verifier.merkle",
            "verifier.verify"
        })
@NullMarked
package lethe.audit.transparency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
