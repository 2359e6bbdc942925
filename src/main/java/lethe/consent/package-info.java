/** The proof of who consented to, refused or attested which words, and who has still to decide. */
@ApplicationModule(
        displayName = "Consent",
        allowedDependencies = {"kernel", "csv", "audit", "privacy", "notices"})
@NullMarked
package lethe.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
