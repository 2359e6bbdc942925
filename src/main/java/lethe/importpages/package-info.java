/** Imports of people by pages and by REST. */
@ApplicationModule(
        displayName = "Import pages",
        allowedDependencies = {
            "kernel",
            "csv",
            "admissions",
            "roles",
            "consent",
            "notices",
            "users",
            "staging",
            "handouts",
            "imports"
        })
@NullMarked
package lethe.importpages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
