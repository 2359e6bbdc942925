/** Outgoing mail: a queue of IDs and kinds; address and content are looked up when a mail is sent. */
@ApplicationModule(
        displayName = "Mail",
        allowedDependencies = {
            "organisations",
            "platform.database",
            "platform.jobs",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "vault.vault"
        })
@NullMarked
package lethe.messaging.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
