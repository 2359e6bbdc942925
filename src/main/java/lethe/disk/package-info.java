/** Bytes in two copies on disks: written alike, synced once for all who wait, and proven to be there, or gone. */
@ApplicationModule(displayName = "Disk", allowedDependencies = "kernel")
@NullMarked
package lethe.disk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
