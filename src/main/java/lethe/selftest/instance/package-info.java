/** Runs Lethe as a separate process on temporary data, and talks to it as other programs do. */
@ApplicationModule(
        displayName = "Test instance",
        allowedDependencies = {})
@NullMarked
package lethe.selftest.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
