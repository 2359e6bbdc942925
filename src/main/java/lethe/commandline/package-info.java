/**
 * What is typed: starts the platform, says in lines that scripts can read where it answers, and carries commands to the
 * one that runs, or starts one for them.
 */
@ApplicationModule(
        displayName = "Command line",
        allowedDependencies = {"kernel", "control", "database", "snapshots", "proof", "torture", "evidence", "anchors"})
@NullMarked
package lethe.commandline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
