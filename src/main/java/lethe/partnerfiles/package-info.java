/** Partners from and into files of comma-separated values (RFC 4180), as spreadsheets write and read them. */
@ApplicationModule(
        displayName = "Partner files",
        allowedDependencies = {"kernel", "requests", "csv", "partners", "billing"})
@NullMarked
package lethe.partnerfiles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
