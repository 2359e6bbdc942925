/** Outgoing mail: a queue of ids and kinds, whose address and words are looked up when it is sent. */
@ApplicationModule(
        displayName = "Mail",
        allowedDependencies = {
            "organisations",
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
