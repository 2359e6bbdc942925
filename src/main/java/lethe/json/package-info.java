/** How our words look in JSON, and JSON that is read in one way only: whatever else comes is refused. */
@ApplicationModule(displayName = "JSON", allowedDependencies = "kernel")
@NullMarked
package lethe.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
