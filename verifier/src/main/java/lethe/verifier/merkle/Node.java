package lethe.verifier.merkle;

import java.util.Map;

/**
 * The position of a complete node, whose hash never changes again.
 *
 * @param level 0 for a leaf; there are 2^level leaves under the node
 * @param index among the nodes of its level, from the left
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
