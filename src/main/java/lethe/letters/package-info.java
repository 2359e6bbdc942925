/** What Lethe writes to people so that they get in: the invitation, and the link for a forgotten password. */
@ApplicationModule(
        displayName = "Letters",
        allowedDependencies = {
            "kernel",
            "audit",
            "organisations",
            "consent",
            "retention",
            "users",
            "admissions",
            "mail",
            "signin",
            "signinsecrets"
        })
@NullMarked
package lethe.letters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
