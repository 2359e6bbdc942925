/** What can be typed: each command with its options, and what becomes of them. */
@ApplicationModule(
        displayName = "Command line",
        allowedDependencies = {
            "kernel",
            "launch",
            "control",
            "database",
            "snapshots",
            "proof",
            "torture",
            "evidence",
            "anchors"
        })
@NullMarked
package lethe.commandline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
