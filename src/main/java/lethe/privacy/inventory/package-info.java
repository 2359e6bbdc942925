/**
 * What personal data is stored and why, as declared on the database columns, and the records of processing derived from
 * it.
 */
@ApplicationModule(
        displayName = "Inventory",
        allowedDependencies = {
            "organisations",
            "platform.database",
            "platform.formats",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "privacy.retention"
        })
@NullMarked
package lethe.privacy.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
