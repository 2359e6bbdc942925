/**
 * {@code lethe prove}: a canary user lives and is terminated on a test instance; then every byte that is left is
 * searched.
 */
@ApplicationModule(
        displayName = "Residue scan",
        allowedDependencies = {"platform.kernel", "selftest.instance"})
@NullMarked
package lethe.selftest.prove;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
