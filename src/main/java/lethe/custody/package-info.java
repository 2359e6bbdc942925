/** Looks after the key file for the operator: tests it, wraps it anew, heals an old database by it, and adopts clones. */
@ApplicationModule(
        displayName = "Custody",
        allowedDependencies = {"kernel", "vault", "comparison", "keyfile", "masterkey", "privacy", "control"})
@NullMarked
package lethe.custody;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
