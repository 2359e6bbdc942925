/** Creating people, one or many at once, and what that asks of the rooms that let them in and write to them. */
@ApplicationModule(
        displayName = "Admissions",
        allowedDependencies = {"kernel", "audit", "vault", "roles", "rights", "users", "consent", "notices", "repeats"})
@NullMarked
package lethe.admissions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
