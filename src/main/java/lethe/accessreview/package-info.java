/** Reviews of people's access: some are chosen, then reassigned, invited again or terminated together, by the rules of one. */
@ApplicationModule(
        displayName = "Access review",
        allowedDependencies = {
            "kernel",
            "usage",
            "csv",
            "jobs",
            "audit",
            "repeats",
            "retention",
            "organisations",
            "roles",
            "privacy",
            "rights",
            "users",
            "admissions",
            "mail",
            "signinsecrets",
            "findings"
        })
@NullMarked
package lethe.accessreview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
