/**
 * What REST calls share: strict JSON, the order of refusals, bounded bodies, keys by which creating twice creates once,
 * and the OpenAPI description.
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
