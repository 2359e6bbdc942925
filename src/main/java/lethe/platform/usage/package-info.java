/** Anonymous usage statistics: counted with noise, so that no figure reveals what one person did. */
@ApplicationModule(
        displayName = "Usage",
        allowedDependencies = {})
@NullMarked
package lethe.platform.usage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
