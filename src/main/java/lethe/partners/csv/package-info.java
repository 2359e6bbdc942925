/** Import and export of partners as CSV. */
@ApplicationModule(
        displayName = "Partner files",
        allowedDependencies = {
            "partners.billing",
            "partners.partners",
            "platform.formats",
            "platform.kernel",
            "platform.requests",
            "web.api"
        })
@NullMarked
package lethe.partners.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
