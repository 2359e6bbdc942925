/** What only this machine reaches of a running Lethe: commands of the command line, and metrics. */
@ApplicationModule(
        displayName = "Management",
        allowedDependencies = {"platform.database", "platform.kernel"})
@NullMarked
package lethe.platform.management;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
