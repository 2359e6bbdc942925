/** Partners' billing details: seen and edited by permission, sealed, and each showing and change of them audited. */
@ApplicationModule(
        displayName = "Billing",
        allowedDependencies = {"kernel", "audit", "retention", "vault", "partners", "partnerpages", "vat"})
@NullMarked
package lethe.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
