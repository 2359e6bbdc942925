/** The user's own profile, including changing their e-mail address. */
@ApplicationModule(
        displayName = "Profile",
        allowedDependencies = {
            "audit.log",
            "identity.roles",
            "identity.users",
            "messaging.mail",
            "organisations",
            "platform.database",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.consent",
            "privacy.erasure",
            "privacy.inventory",
            "privacy.retention",
            "signin.credentials",
            "signin.login",
            "signin.sessions",
            "vault.vault"
        })
@NullMarked
package lethe.signin.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
