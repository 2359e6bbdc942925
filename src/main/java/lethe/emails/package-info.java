/** Changing one's own e-mail: the new one until it is confirmed, and the one before until it has been told. */
@ApplicationModule(
        displayName = "E-mails",
        allowedDependencies = {
            "kernel",
            "jobs",
            "vault",
            "audit",
            "retention",
            "organisations",
            "privacy",
            "users",
            "mail",
            "signin",
            "sessions"
        })
@NullMarked
package lethe.emails;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
