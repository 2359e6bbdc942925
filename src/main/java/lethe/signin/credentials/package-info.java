/** A user's sign-in secrets: passwords, one-time links and recovery codes, from the first one to erasure. */
@ApplicationModule(
        displayName = "Credentials",
        allowedDependencies = {
            "audit.log",
            "identity.users",
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.consent",
            "privacy.retention",
            "signin.passwords",
            "signin.sessions",
            "vault.vault"
        })
@NullMarked
package lethe.signin.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
