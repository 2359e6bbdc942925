/** Holds rows, keys and directory against each other: whose key is missed, and whose e-mail is not found. */
@ApplicationModule(
        displayName = "Comparison",
        allowedDependencies = {"kernel", "slots", "directory", "keyfile", "gate", "vault"})
@NullMarked
package lethe.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
