package lethe.verifier.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The nodes of a proof, before their hashes are read; about as many as the tree is high. */
public final class MerklePath {
    private final List<Range> steps;

    private MerklePath(List<Range> steps) {
        this.steps = steps;
    }

    /** The proof that a leaf is in a tree of that size: RFC 9162, 2.1.3.1. */
    public static MerklePath inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        var steps = new ArrayList<Range>();
        var tree = new Range(0, size);
        while (tree.length() > 1) {
            var inLeft = index < tree.split();
            steps.addFirst(inLeft ? tree.right() : tree.left());
            tree = inLeft ? tree.left() : tree.right();
        }
        return new MerklePath(steps);
    }

    /** The proof that the tree of one size is the beginning of that of another: RFC 9162, 2.1.4.1. */
    public static MerklePath consistency(long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("a tree of " + to + " has no beginning of " + from);
        }
        var steps = new ArrayList<Range>();
        var tree = new Range(0, to);
        while (from > 0 && tree.to() != from) {
            var inLeft = from <= tree.split();
            steps.addFirst(inLeft ? tree.right() : tree.left());
            tree = inLeft ? tree.left() : tree.right();
        }
        if (tree.from() > 0) {
            steps.addFirst(tree);
        }
        return new MerklePath(steps);
    }

    /** The root of a tree of that size. */
    public static MerklePath root(long size) {
        return new MerklePath(List.of(new Range(0, size)));
    }

    /** The nodes to read. */
    public Stream<Node> nodes() {
        return steps.stream().flatMap(step -> step.nodes().stream());
    }

    public List<Hash> hashes(Map<Node, Hash> read) {
        return steps.stream().map(step -> step.hash(read)).toList();
    }
}
