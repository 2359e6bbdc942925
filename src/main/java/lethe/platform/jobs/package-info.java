/** Long work that nobody waits for: another node resumes it when the one that ran it dies. */
@ApplicationModule(
        displayName = "Jobs",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
