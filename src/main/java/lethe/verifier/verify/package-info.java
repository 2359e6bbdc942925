/** Checks receipts and audit logs from their text and a public key alone: no database, no network, no trust. */
@ApplicationModule(
        displayName = "Verifier",
        allowedDependencies = {"verifier.checkpoints", "verifier.dataintegrity", "verifier.merkle"})
@NullMarked
package lethe.verifier.verify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
