package lethe.verifier.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The right edge of a tree, which is all that is needed to add leaves. */
public final class Frontier {
    private final List<Hash> edge = new ArrayList<>();
    private long size;

    /** The empty tree. */
    public Frontier() {}

    /** A tree of that size, from the nodes of {@link MerklePath#root}. */
    public Frontier(long size, Map<Node, Hash> nodes) {
        this.size = size;
        new Range(0, size).nodes().forEach(node -> edge.add(Node.in(nodes, node)));
    }

    /** A node that has just become complete. */
    public record Grown(Node node, Hash hash) {}

    /** Adds a leaf and returns the nodes that it completes, from the leaf upwards. */
    public List<Grown> add(Hash leaf) {
        var grown = new ArrayList<Grown>();
        var hash = leaf;
        var level = 0;
        grown.add(new Grown(new Node(0, size), leaf));
        for (var rest = size; (rest & 1) == 1; rest >>>= 1) {
            hash = Hash.node(edge.removeLast(), hash);
            level++;
            grown.add(new Grown(new Node(level, size >>> level), hash));
        }
        edge.add(hash);
        size++;
        return grown;
    }

    public long size() {
        return size;
    }

    public Hash root() {
        return edge.reversed().stream()
                .reduce((right, left) -> Hash.node(left, right))
                .orElseGet(Hash::empty);
    }
}
