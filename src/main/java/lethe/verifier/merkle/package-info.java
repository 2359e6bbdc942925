/** The arithmetic of RFC 9162: leaf and node hashes, inclusion and consistency proofs; stores nothing. */
@ApplicationModule(
        displayName = "Merkle trees",
        allowedDependencies = {})
@NullMarked
package lethe.verifier.merkle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
