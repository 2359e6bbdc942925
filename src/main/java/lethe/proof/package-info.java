/** {@code lethe prove}: lives through a person's whole stay on a throw-away installation and reads every byte that is left. */
@ApplicationModule(
        displayName = "Proof",
        allowedDependencies = {"kernel", "throwaway"})
@NullMarked
package lethe.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
