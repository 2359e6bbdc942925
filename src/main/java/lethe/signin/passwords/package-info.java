/** Passwords set by users: their required strength, and their hashing. */
@ApplicationModule(
        displayName = "Passwords",
        allowedDependencies = {"platform.kernel", "platform.requests"})
@NullMarked
package lethe.signin.passwords;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
