/** The processor's keys, with which receipts and checkpoints are signed; the old ones stay, to check what they signed. */
@ApplicationModule(
        displayName = "Signing",
        allowedDependencies = {"kernel", "notes", "vault"})
@NullMarked
package lethe.signing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
