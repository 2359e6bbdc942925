/** Privacy notices: drafted, published once and for all, readable in every version that was ever in force. */
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {
            "audit.log",
            "organisations",
            "platform.database",
            "platform.jobs",
            "platform.kernel",
            "platform.markdown",
            "platform.personaldata",
            "privacy.inventory",
            "privacy.retention",
            "web.idempotency"
        })
@NullMarked
package lethe.privacy.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
