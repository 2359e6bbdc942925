/** The description of the API: who may call, how each call may be refused, and what our words look like. */
@ApplicationModule(
        displayName = "OpenAPI",
        allowedDependencies = {"kernel", "json"})
@NullMarked
package lethe.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
