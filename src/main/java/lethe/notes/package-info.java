/** Signed notes and checkpoints as C2SP has them: a few lines of text that anybody can check with a public key. */
@ApplicationModule(
        displayName = "Notes",
        allowedDependencies = {"merkle"})
@NullMarked
package lethe.notes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
