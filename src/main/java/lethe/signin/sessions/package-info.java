/** Sessions, personal access tokens, form tokens, and the filter that identifies each request's actor. */
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
