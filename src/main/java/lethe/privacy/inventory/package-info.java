/**
 * What is held about people, column by column and why, as the database itself declares it; and the records made from
 * that.
 */
@ApplicationModule(
        displayName = "Inventory",
        allowedDependencies = {
            "organisations",
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
