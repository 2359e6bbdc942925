/**
 * {@code lethe prove}: lets a canary live and be terminated on a test instance, then searches every byte that is left.
 */
@ApplicationModule(
        displayName = "Residue scan",
        allowedDependencies = {"platform.kernel", "selftest.instance"})
@NullMarked
package lethe.selftest.prove;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
