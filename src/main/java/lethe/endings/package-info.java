/** When people's own time is over by itself: invitations that nobody followed, and retained records with their names. */
@ApplicationModule(
        displayName = "Endings",
        allowedDependencies = {"kernel", "retention", "privacy"})
@NullMarked
package lethe.endings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
