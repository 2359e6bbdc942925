/** The arithmetic of RFC 9162: leaf and node hashes, inclusion and consistency proofs; stores nothing. */
@NullMarked
package lethe.verifier.merkle;

import org.jspecify.annotations.NullMarked;
