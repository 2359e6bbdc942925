/** Partners imported from and exported to CSV. */
@ApplicationModule(
        displayName = "Partner files",
        allowedDependencies = {"partners.billing", "partners.partners", "platform.csv", "platform.kernel", "web.api"})
@NullMarked
package lethe.partners.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
