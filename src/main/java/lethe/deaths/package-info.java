/** How a throw-away installation dies and the ground on which it lies, and the tally of what was found after each death. */
@ApplicationModule(
        displayName = "Deaths",
        allowedDependencies = {"throwaway"})
@NullMarked
package lethe.deaths;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
