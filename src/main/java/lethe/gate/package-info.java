/** What every request passes: who calls, a form’s token, and what a person has to do before anything else. */
@ApplicationModule(
        displayName = "Gate",
        allowedDependencies = {"kernel", "problems", "sessions"})
@NullMarked
package lethe.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
