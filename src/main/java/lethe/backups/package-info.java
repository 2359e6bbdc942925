/** {@code lethe backup}: the running installation writes its database and, apart from it, its key file, and tries its keys on one. */
@ApplicationModule(
        displayName = "Backups",
        allowedDependencies = {
            "kernel",
            "database",
            "anchors",
            "users",
            "vault",
            "keyfile",
            "gate",
            "snapshots",
            "control"
        })
@NullMarked
package lethe.backups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
