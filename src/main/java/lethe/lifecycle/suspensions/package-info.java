/** Suspends users for a time, with a reason, and reactivates them; nothing is erased. */
@ApplicationModule(
        displayName = "Suspensions",
        allowedDependencies = {
            "audit.log",
            "identity.users",
            "messaging.mail",
            "organisations",
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "privacy.consent",
            "signin.sessions",
            "vault.vault"
        })
@NullMarked
package lethe.lifecycle.suspensions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
