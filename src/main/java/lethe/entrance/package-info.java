/** The way in, page by page: sign-in, one-time link, new password, the notice and what one decides, recovery codes, newsletters. */
@ApplicationModule(
        displayName = "Entrance",
        allowedDependencies = {
            "kernel",
            "addresses",
            "inventory",
            "organisations",
            "sessions",
            "recognition",
            "signin",
            "web",
            "signinsecrets",
            "letters",
            "consent",
            "notices",
            "subscriptions",
            "privacy"
        })
@NullMarked
package lethe.entrance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
