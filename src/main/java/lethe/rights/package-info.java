/** Who may give which type and role to whom, and giving them to many people at once. */
@ApplicationModule(
        displayName = "Rights",
        allowedDependencies = {"kernel", "audit", "roles"})
@NullMarked
package lethe.rights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
