/** Passwords that people choose: how strong one must be, and how it is hashed. */
@ApplicationModule(
        displayName = "Passwords",
        allowedDependencies = {"kernel"})
@NullMarked
package lethe.passwords;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
