/** What is known of a log outside of the database: its last checkpoints, and the restores that it declares. */
@ApplicationModule(
        displayName = "Anchors",
        allowedDependencies = {"merkle", "notes", "disk"})
@NullMarked
package lethe.anchors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
