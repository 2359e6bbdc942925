/** What a running Lethe offers to its own machine only: the operator's commands, and metrics. */
@ApplicationModule(
        displayName = "Management",
        allowedDependencies = {"platform.database", "platform.kernel"})
@NullMarked
package lethe.platform.management;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
