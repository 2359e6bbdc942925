/** Users imported from a file: checked, created in the background, and their links handed out once. */
@ApplicationModule(
        displayName = "Imports",
        allowedDependencies = {
            "audit.log",
            "identity.roles",
            "identity.users",
            "lifecycle.staging",
            "messaging.mail",
            "organisations",
            "platform.formats",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "privacy.consent",
            "privacy.notices",
            "privacy.retention",
            "signin.credentials"
        })
@NullMarked
package lethe.lifecycle.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
