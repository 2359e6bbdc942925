/** How long each kind of data is kept, and the job that removes what is over. */
@ApplicationModule(
        displayName = "Retention",
        allowedDependencies = {"kernel", "usage", "audit", "jobs"})
@NullMarked
package lethe.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
