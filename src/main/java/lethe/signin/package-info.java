/** Letting people in: first secrets, passwords, recovery codes, and the throttle before them. */
@ApplicationModule(
        displayName = "Sign-in",
        allowedDependencies = {
            "kernel",
            "usage",
            "audit",
            "retention",
            "vault",
            "organisations",
            "users",
            "admissions",
            "consent",
            "privacy",
            "passwords",
            "sessions",
            "web"
        })
@NullMarked
package lethe.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
