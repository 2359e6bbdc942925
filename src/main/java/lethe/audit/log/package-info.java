/** Who did what to whom: ids and facts, only ever appended. */
@ApplicationModule(
        displayName = "Audit log",
        allowedDependencies = {
            "platform.jobs",
            "platform.database",
            "platform.kernel",
            "platform.usage",
            "verifier.merkle"
        })
@NullMarked
package lethe.audit.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
