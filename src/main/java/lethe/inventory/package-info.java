/** What is held of people, column by column and why, as the database itself declares it; and the records that follow from it. */
@ApplicationModule(
        displayName = "Inventory",
        allowedDependencies = {"kernel", "addresses", "csv", "organisations", "retention"})
@NullMarked
package lethe.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
