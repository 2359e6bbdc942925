/** The layout of all pages, and all errors: problem details (RFC 9457) for clients, pages for people. */
@ApplicationModule(
        displayName = "Shell",
        allowedDependencies = {"organisations", "platform.kernel", "platform.requests"})
@NullMarked
package lethe.web.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
