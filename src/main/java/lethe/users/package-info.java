/** The people of an organisation: what we may know of them, and what stays when they go. */
@ApplicationModule(
        displayName = "Users",
        allowedDependencies = {"kernel", "audit", "vault", "comparison", "roles", "rights", "consent", "privacy", "mail"
        })
@NullMarked
package lethe.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
