/** What a start makes sure of about the audit logs: that they are not older than must be, and declare a restore. */
@ApplicationModule(
        displayName = "Continuity",
        allowedDependencies = {"kernel", "database", "gate", "anchors", "notes", "evidence", "transparency"})
@NullMarked
package lethe.continuity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
