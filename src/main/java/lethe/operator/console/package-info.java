/** The operator's pages and API, and the set-up of organisations; never shows personal data. */
@ApplicationModule(
        displayName = "Console",
        allowedDependencies = {
            "identity.roles",
            "identity.users",
            "messaging.mail",
            "operator.maintenance",
            "organisations",
            "platform.database",
            "platform.kernel",
            "platform.management",
            "platform.personaldata",
            "platform.requests",
            "privacy.consent",
            "privacy.inventory",
            "privacy.notices",
            "signin.login",
            "signin.passwords",
            "signin.sessions",
            "vault.vault",
            "web.addresses",
            "web.shell"
        })
@NullMarked
package lethe.operator.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
