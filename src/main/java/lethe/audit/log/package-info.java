/** Who did what to whom: IDs and facts; entries are only added. */
@ApplicationModule(
        displayName = "Audit log",
        allowedDependencies = {
            "platform.database",
            "platform.jobs",
            "platform.kernel",
            "platform.requests",
            "platform.usage",
            "verifier.merkle"
        })
@NullMarked
package lethe.audit.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
