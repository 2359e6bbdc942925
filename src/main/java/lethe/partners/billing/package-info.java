/** Partners' billing details: protected by permissions, sealed, with every view and change audited; also VAT IDs. */
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
