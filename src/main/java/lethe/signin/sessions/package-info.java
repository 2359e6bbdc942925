/** Sessions, personal access tokens, form tokens, and the filter that finds the actor of each request. */
@ApplicationModule(
        displayName = "Sessions",
        allowedDependencies = {
            "audit.log",
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.retention",
            "vault.vault",
            "web.addresses",
            "web.api",
            "web.shell"
        })
@NullMarked
package lethe.signin.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
