/** Partners' billing details: seen and edited by permission, sealed, every view and change audited; VAT IDs. */
@ApplicationModule(
        displayName = "Billing",
        allowedDependencies = {
            "audit.log",
            "partners.partners",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "vault.vault"
        })
@NullMarked
package lethe.partners.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
