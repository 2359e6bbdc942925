/** JSON documents signed as W3C Data Integrity has it, in the suite eddsa-jcs-2022: no database, no network. */
@ApplicationModule(
        displayName = "Data integrity",
        allowedDependencies = {"notes"})
@NullMarked
package lethe.dataintegrity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
