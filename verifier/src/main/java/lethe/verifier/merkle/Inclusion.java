package lethe.verifier.merkle;

import java.util.List;
import java.util.Optional;

/** A proof that a leaf is at its position in a tree. */
public record Inclusion(long index, long treeSize, List<Hash> hashes) {
    /** The root computed from the proof: RFC 9162, 2.1.3.2. Empty if the proof has the wrong number of hashes. */
    public Optional<Hash> root(Hash leaf) {
        if (index < 0 || index >= treeSize) {
            return Optional.empty();
        }
        var place = index;
        var last = treeSize - 1;
        var root = leaf;
        for (var hash : hashes) {
            if (last == 0) {
                return Optional.empty();
            }
            var isRight = (place & 1) == 1;
            if (isRight || place == last) {
                root = Hash.node(hash, root);
                var up = isRight ? 0 : Math.min(Long.numberOfTrailingZeros(place), Long.SIZE - 1);
                place >>>= up;
                last >>>= up;
            } else {
                root = Hash.node(root, hash);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 ? Optional.of(root) : Optional.empty();
    }

    public boolean proves(Hash leaf, Hash root) {
        return root(leaf).filter(root::equals).isPresent();
    }
}
