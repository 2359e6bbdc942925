/** Computes whole logs again, on demand and every day, says what it found, and exports them so that others can. */
@ApplicationModule(
        displayName = "Verification",
        allowedDependencies = {
            "kernel",
            "database",
            "jobs",
            "csv",
            "audit",
            "transparency",
            "anchors",
            "notes",
            "merkle",
            "evidence",
            "signing",
            "control"
        })
@NullMarked
package lethe.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
