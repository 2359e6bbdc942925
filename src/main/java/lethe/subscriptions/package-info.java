/** Who chose which newsletter: on and off in the profile, at the first sign-in, and by an address in every mail. */
@ApplicationModule(
        displayName = "Subscriptions",
        allowedDependencies = {
            "kernel",
            "usage",
            "vault",
            "audit",
            "privacy",
            "consent",
            "organisations",
            "newsletters",
            "web"
        })
@NullMarked
package lethe.subscriptions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
