/** Evidence of who consented to, refused or attested which words, who has yet to decide, and the receipt for it. */
@ApplicationModule(
        displayName = "Consent",
        allowedDependencies = {
            "audit.keys",
            "audit.log",
            "organisations",
            "platform.database",
            "platform.formats",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "platform.usage",
            "privacy.erasure",
            "privacy.inventory",
            "privacy.notices",
            "verifier.dataintegrity"
        })
@NullMarked
package lethe.privacy.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
