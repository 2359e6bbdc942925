/** The arithmetic of RFC 9162: hashes of leaves and nodes, inclusion and consistency, without a place to keep them. */
@ApplicationModule(
        displayName = "Merkle",
        allowedDependencies = {})
@NullMarked
package lethe.merkle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
