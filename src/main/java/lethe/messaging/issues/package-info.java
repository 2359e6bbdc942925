/** Issues of newsletters: written in Markdown, previewed, tested and sent, with their progress. */
@ApplicationModule(
        displayName = "Issues",
        allowedDependencies = {
            "audit.log",
            "messaging.delivery",
            "messaging.mail",
            "messaging.newsletters",
            "platform.formats",
            "platform.kernel",
            "platform.requests",
            "platform.usage",
            "web.api"
        })
@NullMarked
package lethe.messaging.issues;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
