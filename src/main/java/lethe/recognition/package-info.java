/** What every request passes: who calls, a form’s token, and what a person has to do before anything else. */
@ApplicationModule(
        displayName = "Recognition",
        allowedDependencies = {"kernel", "problems", "addresses", "audit", "sessions"})
@NullMarked
package lethe.recognition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
