/** Creating twice by accident creates once: a key leads to what its first use made, and to nothing else. */
@ApplicationModule(
        displayName = "Repeats",
        allowedDependencies = {"kernel", "privacy", "retention", "vault"})
@NullMarked
package lethe.repeats;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
