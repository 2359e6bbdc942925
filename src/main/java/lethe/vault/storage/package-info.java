/** Bytes in two copies on disks: written alike, synced once for all who wait, read back or overwritten. */
@ApplicationModule(
        displayName = "Storage",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.vault.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
