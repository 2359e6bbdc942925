/** Lethe as seen from outside: trusted proxies, scheme, base path, and matching cookies. */
@ApplicationModule(
        displayName = "Addresses",
        allowedDependencies = {"platform.kernel", "platform.personaldata", "platform.requests", "web.shell"})
@NullMarked
package lethe.web.addresses;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
