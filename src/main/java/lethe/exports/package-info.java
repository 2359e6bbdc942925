/** Everybody of an organisation as a file, for whoever may see them; that it was made is recorded. */
@ApplicationModule(
        displayName = "Exports",
        allowedDependencies = {"kernel", "csv", "audit", "roles", "users"})
@NullMarked
package lethe.exports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
