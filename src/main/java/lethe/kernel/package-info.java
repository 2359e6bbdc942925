/** The words every room speaks: typed ids, permissions, who acts, what can be refused, and the organisation in scope. */
@ApplicationModule(
        displayName = "Kernel",
        allowedDependencies = {})
@NullMarked
package lethe.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
