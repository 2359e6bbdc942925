/** Computes whole logs again, on demand and every day, says what it found, and exports them so that others can. */
@ApplicationModule(
        displayName = "Verification",
        allowedDependencies = {
            "kernel",
            "jobs",
            "csv",
            "audit",
            "transparency",
            "anchors",
            "notes",
            "merkle",
            "evidence",
            "signing",
            "organisations",
            "control"
        })
@NullMarked
package lethe.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
