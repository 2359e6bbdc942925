/** One text to many people: paused, resumed and paced, nobody left out, nobody sent it twice unless in doubt. */
@ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {
            "messaging.mail",
            "messaging.newsletters",
            "organisations",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "privacy.retention",
            "vault.vault"
        })
@NullMarked
package lethe.messaging.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
