/** Reviews of people's access by pages and by REST. */
@ApplicationModule(
        displayName = "Access review pages",
        allowedDependencies = {
            "kernel",
            "csv",
            "inventory",
            "roles",
            "users",
            "admissions",
            "findings",
            "accessreview",
            "repeats"
        })
@NullMarked
package lethe.reviewpages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
