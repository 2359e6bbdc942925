/** The users of an organisation: found, created, reassigned, exported, and what is kept of them after termination. */
@ApplicationModule(
        displayName = "Users",
        allowedDependencies = {
            "audit.log",
            "identity.roles",
            "messaging.mail",
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.consent",
            "privacy.erasure",
            "privacy.inventory",
            "privacy.notices",
            "privacy.retention",
            "vault.consistency",
            "vault.vault",
            "web.api"
        })
@NullMarked
package lethe.identity.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
