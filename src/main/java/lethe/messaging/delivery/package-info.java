/**
 * Sends one text to many recipients: paced, paused and resumed. No recipient is left out, and a mail in doubt is not
 * sent again.
 */
@ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {
            "messaging.mail",
            "messaging.newsletters",
            "organisations",
            "platform.database",
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
