/** The processor's own pages and calls: organisations by number, support channels, health; never a person. */
@ApplicationModule(
        displayName = "Operator",
        allowedDependencies = {
            "kernel",
            "addresses",
            "inventory",
            "organisations",
            "census",
            "admissions",
            "consent",
            "setup",
            "vault",
            "snapshots",
            "database",
            "mail",
            "web",
            "control"
        })
@NullMarked
package lethe.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
