/** The tenants: their address, name and support channels, and what the database isolates by. */
@ApplicationModule(
        displayName = "Organisations",
        allowedDependencies = {"kernel", "database", "audit"})
@NullMarked
package lethe.organisations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
