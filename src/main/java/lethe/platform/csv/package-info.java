/** CSV tables (RFC 4180): read strictly, written so that no spreadsheet runs a name as a formula. */
@ApplicationModule(
        displayName = "CSV",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
