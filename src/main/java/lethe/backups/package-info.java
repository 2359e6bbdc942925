/** {@code lethe backup}: the running installation writes its database and, apart from it, its key file. */
@ApplicationModule(
        displayName = "Backups",
        allowedDependencies = {"kernel", "vault", "keyfile", "snapshots", "control"})
@NullMarked
package lethe.backups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
