/** One text to many people: at a pace, to be paused and gone on with, nobody left out and nobody twice unless in doubt. */
@ApplicationModule(
        displayName = "Dispatch",
        allowedDependencies = {"kernel", "vault", "organisations", "privacy", "retention", "mail", "subscriptions"})
@NullMarked
package lethe.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
