/** Finds users who no longer need access, and reassigns, re-invites or terminates many of them under one plan. */
@ApplicationModule(
        displayName = "Access reviews",
        allowedDependencies = {
            "audit.log",
            "identity.roles",
            "identity.users",
            "messaging.mail",
            "organisations",
            "platform.formats",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.consent",
            "privacy.erasure",
            "privacy.inventory",
            "signin.credentials",
            "web.api"
        })
@NullMarked
package lethe.lifecycle.reviews;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
