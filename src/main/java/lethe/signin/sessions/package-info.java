/** Sessions, personal access tokens, form tokens, and the filter that finds the actor of each request. */
@ApplicationModule(
        displayName = "Sessions",
        allowedDependencies = {
            "audit.log",
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "platform.usage",
            "privacy.retention",
            "web.addresses",
            "web.idempotency",
            "web.shell"
        })
@NullMarked
package lethe.signin.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
