/** How Lethe is seen from outside: trusted proxies, scheme, base path, and the cookies that fit them. */
@ApplicationModule(
        displayName = "Addresses",
        allowedDependencies = {"platform.kernel", "platform.personaldata", "platform.requests", "web.shell"})
@NullMarked
package lethe.web.addresses;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
