/** The tenants: their address, name and support contacts. */
@ApplicationModule(
        displayName = "Organisations",
        allowedDependencies = {"audit.log", "platform.database", "platform.kernel", "platform.requests"})
@NullMarked
package lethe.organisations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
