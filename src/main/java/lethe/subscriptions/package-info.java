/** Who chose which newsletter, what of that stands, and who is to be sent it. */
@ApplicationModule(
        displayName = "Subscriptions",
        allowedDependencies = {
            "kernel",
            "jobs",
            "usage",
            "vault",
            "audit",
            "privacy",
            "consent",
            "organisations",
            "newsletters"
        })
@NullMarked
package lethe.subscriptions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
