/** Users imported from a file: checked line by line, created in the background, their links handed out once. */
@ApplicationModule(
        displayName = "Imports",
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
            "privacy.consent",
            "privacy.notices",
            "privacy.retention",
            "signin.credentials",
            "vault.consistency",
            "vault.vault"
        })
@NullMarked
package lethe.lifecycle.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
