/** Privacy notices: written as drafts, published once and for good, read in every version that was ever in force. */
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {"kernel", "markdown", "inventory", "retention", "organisations", "audit", "repeats"})
@NullMarked
package lethe.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
