/**
 * Common to all REST calls: strict JSON, the order of errors, limited bodies, idempotency keys, and the OpenAPI
 * description.
 */
@ApplicationModule(
        displayName = "API",
        allowedDependencies = {
            "platform.database",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "vault.vault",
            "web.shell"
        })
@NullMarked
package lethe.web.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
