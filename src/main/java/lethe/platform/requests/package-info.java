/** Shared parts of request handling: typed values and their checks, route guards and the addresses of Lethe. */
@ApplicationModule(
        displayName = "Requests",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
