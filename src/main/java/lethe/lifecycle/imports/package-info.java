/**
 * Files of users. Imports are checked first and created in the background, with sign-in links that can be downloaded
 * once; the export writes all users as CSV.
 */
@ApplicationModule(
        displayName = "Imports",
        allowedDependencies = {
            "audit.log",
            "identity.roles",
            "identity.users",
            "lifecycle.staging",
            "messaging.mail",
            "organisations",
            "platform.database",
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
