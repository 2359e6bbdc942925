/** Copies of database and key file on a disk: made of a running server, due for deletion, and put back. */
@ApplicationModule(
        displayName = "Snapshots",
        allowedDependencies = {"kernel", "database", "postgres", "disk", "anchors"})
@NullMarked
package lethe.snapshots;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
