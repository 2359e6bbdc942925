/** Long background work: when the node that runs a job dies, another resumes it. */
@ApplicationModule(
        displayName = "Jobs",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
