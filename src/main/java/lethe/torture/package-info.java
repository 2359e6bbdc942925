/** {@code lethe torture}: kills a throw-away installation at random moments, and checks that it has kept its word. */
@ApplicationModule(
        displayName = "Torture",
        allowedDependencies = {"throwaway", "deaths", "writers", "control", "evidence"})
@NullMarked
package lethe.torture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
