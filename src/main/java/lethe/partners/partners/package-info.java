/** The companies that an organisation works with: pages and REST. */
@ApplicationModule(
        displayName = "Partners",
        allowedDependencies = {
            "audit.log",
            "platform.jobs",
            "platform.kernel",
            "platform.management",
            "platform.requests",
            "platform.usage",
            "vault.vault",
            "web.api"
        })
@NullMarked
package lethe.partners.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
