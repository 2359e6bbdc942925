/** "My profile": one page over what the other rooms hold of the person who asks. */
@ApplicationModule(
        displayName = "Profile",
        allowedDependencies = {
            "kernel",
            "usage",
            "organisations",
            "users",
            "roles",
            "consent",
            "privacy",
            "sessions",
            "signin",
            "web"
        })
@NullMarked
package lethe.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
