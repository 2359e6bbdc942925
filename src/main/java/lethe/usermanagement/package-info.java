/** Finding, creating, reassigning and terminating people, by page and by call. */
@ApplicationModule(
        displayName = "User management",
        allowedDependencies = {
            "kernel",
            "inventory",
            "usage",
            "roles",
            "rights",
            "users",
            "census",
            "admissions",
            "consent",
            "notices",
            "privacy",
            "retention",
            "repeats",
            "mail"
        })
@NullMarked
package lethe.usermanagement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
