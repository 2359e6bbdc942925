/**
 * What requests bring and must be: typed values and their checks, pages of lists, guards of routes, and the addresses
 * they come to.
 */
@ApplicationModule(
        displayName = "Requests",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
