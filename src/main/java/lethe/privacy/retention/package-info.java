/** How long each category of data is kept, and the job that deletes what has expired. */
@ApplicationModule(
        displayName = "Retention",
        allowedDependencies = {
            "audit.log",
            "platform.database",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage"
        })
@NullMarked
package lethe.privacy.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
