/** Tables as CSV (RFC 4180): read strictly, and written so that no spreadsheet takes a name for a formula. */
@ApplicationModule(
        displayName = "CSV",
        allowedDependencies = {"kernel"})
@NullMarked
package lethe.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
