/** The rights of the people whose data is here: termination that erases, and the receipt that says so. */
@ApplicationModule(
        displayName = "Privacy",
        allowedDependencies = {
            "kernel",
            "jobs",
            "usage",
            "vault",
            "audit",
            "inventory",
            "retention",
            "organisations",
            "signing",
            "transparency",
            "evidence"
        })
@NullMarked
package lethe.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
