/** Where Lethe is seen from outside: behind which proxies, by which scheme, below which path, and the cookies that fit it. */
@ApplicationModule(
        displayName = "Addresses",
        allowedDependencies = {"kernel", "problems"})
@NullMarked
package lethe.addresses;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
