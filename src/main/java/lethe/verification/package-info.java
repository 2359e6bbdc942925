/** Computes whole logs again, on demand and every day, says what it found, and exports them so that others can. */
@ApplicationModule(
        displayName = "Verification",
        allowedDependencies = {
            "kernel",
            "csv",
            "audit",
            "transparency",
            "notes",
            "merkle",
            "evidence",
            "signing",
            "organisations",
            "database",
            "control"
        })
@NullMarked
package lethe.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
