/** What lets a person in, from the first secret handed over to the last one erased: passwords, one-time links, recovery codes. */
@ApplicationModule(
        displayName = "Sign-in secrets",
        allowedDependencies = {
            "kernel",
            "usage",
            "audit",
            "retention",
            "vault",
            "admissions",
            "consent",
            "privacy",
            "passwords"
        })
@NullMarked
package lethe.signinsecrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
