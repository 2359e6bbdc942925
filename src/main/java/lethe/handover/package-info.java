/** Hands a circular over to the mail server, one mail after the other, at a pace, and keeps what became of each. */
@ApplicationModule(
        displayName = "Handover",
        allowedDependencies = {"kernel", "vault", "mail", "subscriptions"})
@NullMarked
package lethe.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
