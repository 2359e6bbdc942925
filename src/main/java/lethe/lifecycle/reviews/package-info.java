/** Finds access that should no longer exist; reassigns, re-invites or terminates many users under one plan. */
@ApplicationModule(
        displayName = "Access reviews",
        allowedDependencies = {
            "audit.log",
            "identity.roles",
            "identity.users",
            "messaging.mail",
            "organisations",
            "platform.csv",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.usage",
            "privacy.consent",
            "privacy.erasure",
            "privacy.inventory",
            "signin.credentials",
            "web.idempotency"
        })
@NullMarked
package lethe.lifecycle.reviews;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
