/** Issues of newsletters, whosever: written in Markdown, looked at, tried out, and put into mails. */
@ApplicationModule(
        displayName = "Issues",
        allowedDependencies = {
            "kernel",
            "audit",
            "markdown",
            "mail",
            "newsletters",
            "subscriptions",
            "handover",
            "dispatch"
        })
@NullMarked
package lethe.issues;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
