/** "My profile": one page over what the other rooms hold of the person who asks. */
@ApplicationModule(
        displayName = "Profile",
        allowedDependencies = {
            "kernel",
            "inventory",
            "usage",
            "audit",
            "organisations",
            "users",
            "roles",
            "consent",
            "privacy",
            "sessions",
            "recognition",
            "signin",
            "signinsecrets",
            "emails",
            "web"
        })
@NullMarked
package lethe.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
