package lethe.verifier.merkle;

import java.util.Map;

/**
 * The place of a node under which the tree is complete, so that its hash never changes again.
 *
 * @param level 0 for a leaf; it has 2^level leaves under it
 * @param index from the left, counted among those of its level
 */
public record Node(int level, long index) {
    static Hash in(Map<Node, Hash> known, Node node) {
        var hash = known.get(node);
        if (hash == null) {
            throw new IllegalStateException("a node of the tree is missing");
        }
        return hash;
    }
}
