/** Recomputes whole logs on demand and daily, reports faults, and exports logs for independent verification. */
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
