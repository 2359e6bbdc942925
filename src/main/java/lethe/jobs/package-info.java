/** Long work that nobody waits for: begun on the node that was asked, gone on with on any when that one dies. */
@ApplicationModule(
        displayName = "Jobs",
        allowedDependencies = {"kernel"})
@NullMarked
package lethe.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
