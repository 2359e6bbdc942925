/** The operator's newsletters for the users of all organisations, written and sent. */
@ApplicationModule(
        displayName = "Operator newsletters",
        allowedDependencies = {
            "messaging.delivery",
            "messaging.issues",
            "messaging.newsletters",
            "organisations",
            "platform.kernel",
            "signin.sessions",
            "web.api"
        })
@NullMarked
package lethe.operator.newsletters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
