/**
 * {@code lethe torture}: kills a test instance at random moments, and checks that it kept everything it acknowledged.
 */
@ApplicationModule(
        displayName = "Crash test",
        allowedDependencies = {"platform.management", "selftest.instance", "verifier.verify"})
@NullMarked
package lethe.selftest.crashtest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
