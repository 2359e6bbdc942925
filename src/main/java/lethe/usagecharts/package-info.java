/** The usage figures for the operator: as charts, tables, CSV and JSON; and, for everybody, what is counted and how. */
@ApplicationModule(
        displayName = "Usage charts",
        allowedDependencies = {"kernel", "csv", "usage", "operator", "web"})
@NullMarked
package lethe.usagecharts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
