/** Founding organisations: at the set-up link, at the command line, and for a demonstration. */
@ApplicationModule(
        displayName = "Set-up",
        allowedDependencies = {
            "kernel",
            "audit",
            "vault",
            "organisations",
            "roles",
            "consent",
            "notices",
            "users",
            "admissions",
            "passwords",
            "sessions",
            "recognition",
            "signin",
            "web",
            "control"
        })
@NullMarked
package lethe.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
