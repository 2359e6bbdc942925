/** Letting people in by password, one-time link or recovery code, behind a throttle; handing out links, choosing one’s own password. */
@ApplicationModule(
        displayName = "Sign-in",
        allowedDependencies = {
            "kernel",
            "usage",
            "audit",
            "organisations",
            "users",
            "passwords",
            "requests",
            "sessions",
            "signinsecrets"
        })
@NullMarked
package lethe.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
