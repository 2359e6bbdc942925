/** Lethe as a process of its own, on data that are thrown away, and how other programs speak to it. */
@ApplicationModule(
        displayName = "Throw-away",
        allowedDependencies = {})
@NullMarked
package lethe.throwaway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
