/** Shutting somebody out for a while, with a reason, and letting them in again; nothing of theirs is erased. */
@ApplicationModule(
        displayName = "Suspensions",
        allowedDependencies = {
            "kernel",
            "audit",
            "vault",
            "organisations",
            "consent",
            "privacy",
            "users",
            "sessions",
            "mail"
        })
@NullMarked
package lethe.suspensions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
