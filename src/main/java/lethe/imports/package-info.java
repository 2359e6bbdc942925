/** People who come as a file: checked line by line, created while one looks or does not, their links handed out once. */
@ApplicationModule(
        displayName = "Imports",
        allowedDependencies = {
            "kernel",
            "csv",
            "jobs",
            "audit",
            "retention",
            "vault",
            "roles",
            "consent",
            "notices",
            "users",
            "admissions",
            "mail",
            "staging",
            "handouts"
        })
@NullMarked
package lethe.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
