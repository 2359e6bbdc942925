/** An organisation writes issues of its newsletters, looks at them, tests and sends them, and sees how far that is. */
@ApplicationModule(
        displayName = "Mailings",
        allowedDependencies = {
            "kernel",
            "usage",
            "audit",
            "repeats",
            "newsletters",
            "subscriptions",
            "handover",
            "dispatch",
            "issues"
        })
@NullMarked
package lethe.mailings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
