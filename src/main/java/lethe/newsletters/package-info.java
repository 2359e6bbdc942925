/** What may be subscribed to: the operator's newsletters, for all organisations, and each organisation's own. */
@ApplicationModule(
        displayName = "Newsletters",
        allowedDependencies = {"kernel", "usage", "audit", "repeats"})
@NullMarked
package lethe.newsletters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
