/** One text to many people: to be paused and gone on with, nobody left out and nobody twice unless in doubt. */
@ApplicationModule(
        displayName = "Dispatch",
        allowedDependencies = {
            "kernel",
            "jobs",
            "organisations",
            "privacy",
            "retention",
            "mail",
            "subscriptions",
            "handover"
        })
@NullMarked
package lethe.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
