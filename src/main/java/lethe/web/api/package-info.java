/** What REST calls share: strict JSON, the order of refusals, bounded bodies, and the OpenAPI description. */
@ApplicationModule(
        displayName = "API",
        allowedDependencies = {"platform.kernel", "web.shell"})
@NullMarked
package lethe.web.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
