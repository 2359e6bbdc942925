/** Those who write to a throw-away installation at the same time, and what they were told of everybody. */
@ApplicationModule(
        displayName = "Writers",
        allowedDependencies = {"throwaway", "deaths"})
@NullMarked
package lethe.writers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
