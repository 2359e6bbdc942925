/** Sign-in: pages and API calls behind a throttle, invitations, forgotten passwords, the first consent. */
@ApplicationModule(
        displayName = "Sign-in",
        allowedDependencies = {
            "audit.log",
            "identity.users",
            "messaging.mail",
            "messaging.newsletters",
            "organisations",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.consent",
            "privacy.erasure",
            "privacy.inventory",
            "privacy.notices",
            "privacy.retention",
            "signin.credentials",
            "signin.passwords",
            "signin.sessions",
            "web.addresses",
            "web.api",
            "web.shell"
        })
@NullMarked
package lethe.signin.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
