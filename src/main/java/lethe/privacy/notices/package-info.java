/** Privacy notices: drafted, published irrevocably, and readable in every version that was in force. */
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {
            "audit.log",
            "organisations",
            "platform.database",
            "platform.formats",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "privacy.inventory",
            "privacy.retention",
            "web.api"
        })
@NullMarked
package lethe.privacy.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
