/** The users of an organisation: found, created, reassigned, exported, and what stays after termination. */
@ApplicationModule(
        displayName = "Users",
        allowedDependencies = {
            "audit.log",
            "identity.roles",
            "messaging.mail",
            "platform.csv",
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "platform.usage",
            "privacy.consent",
            "privacy.erasure",
            "privacy.inventory",
            "privacy.notices",
            "privacy.retention",
            "vault.consistency",
            "vault.vault",
            "web.idempotency"
        })
@NullMarked
package lethe.identity.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
