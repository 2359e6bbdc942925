/** Recomputes whole logs on demand and daily, reports what it found, and exports them for others to check. */
@ApplicationModule(
        displayName = "Verification",
        allowedDependencies = {
            "audit.keys",
            "audit.log",
            "audit.transparency",
            "platform.database",
            "platform.formats",
            "platform.jobs",
            "platform.kernel",
            "platform.management",
            "platform.personaldata",
            "platform.requests",
            "verifier.checkpoints",
            "verifier.merkle",
            "verifier.verify"
        })
@NullMarked
package lethe.audit.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
