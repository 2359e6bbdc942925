/** {@code lethe prove}: ends the stay of a canary on a throw-away installation, and reads every byte that is left. */
@ApplicationModule(
        displayName = "Proof",
        allowedDependencies = {"kernel", "throwaway", "canary"})
@NullMarked
package lethe.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
