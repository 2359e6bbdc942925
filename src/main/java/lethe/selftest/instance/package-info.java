/** Lethe as a process of its own on throw-away data, and how other programs talk to it. */
@ApplicationModule(
        displayName = "Test instance",
        allowedDependencies = {})
@NullMarked
package lethe.selftest.instance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
