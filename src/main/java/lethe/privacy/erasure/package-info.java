/** Termination by request or on expiry, with the erasure of all data, and the signed receipt for it. */
@ApplicationModule(
        displayName = "Erasure",
        allowedDependencies = {
            "audit.keys",
            "audit.log",
            "audit.transparency",
            "organisations",
            "platform.database",
            "platform.formats",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.inventory",
            "privacy.retention",
            "vault.vault",
            "verifier.verify"
        })
@NullMarked
package lethe.privacy.erasure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
