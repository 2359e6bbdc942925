/** Notices and their versions, and the proof of who consented to, or attested, which. */
@ApplicationModule(
        displayName = "Consent",
        allowedDependencies = {"kernel", "inventory", "audit", "privacy"})
@NullMarked
package lethe.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
