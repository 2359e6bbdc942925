/** Passwords that people choose: how strong they must be, and how they are hashed. */
@ApplicationModule(
        displayName = "Passwords",
        allowedDependencies = {"platform.kernel", "platform.requests"})
@NullMarked
package lethe.signin.passwords;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
