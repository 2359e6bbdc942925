/** The command line: each command with its options, and the start of Lethe. */
@ApplicationModule(
        displayName = "Command line",
        allowedDependencies = {
            "operator.maintenance",
            "platform.database",
            "platform.kernel",
            "platform.management",
            "platform.requests",
            "selftest.crashtest",
            "selftest.prove",
            "verifier.verify"
        })
@NullMarked
package lethe.operator.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
