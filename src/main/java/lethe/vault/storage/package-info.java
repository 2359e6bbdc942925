/** Two copies of a file: both written, synced once for all waiting callers, read back from disk, or overwritten. */
@ApplicationModule(
        displayName = "Storage",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.vault.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
