/** Newsletters of the operator and of each organisation, and users' subscriptions to them. */
@ApplicationModule(
        displayName = "Newsletters",
        allowedDependencies = {
            "audit.log",
            "organisations",
            "platform.database",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.consent",
            "vault.vault",
            "web.api"
        })
@NullMarked
package lethe.messaging.newsletters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
