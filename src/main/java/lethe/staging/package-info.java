/** Lines of a file that wait to become people: judged, claimed and sealed, opened again, and what is wrong with the others. */
@ApplicationModule(
        displayName = "Staging",
        allowedDependencies = {"kernel", "csv", "vault", "comparison", "roles", "admissions", "users"})
@NullMarked
package lethe.staging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
