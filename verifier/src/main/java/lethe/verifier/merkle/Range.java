package lethe.verifier.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The leaves from one index up to, but not including, another: a node of the tree, complete or at its right edge. */
record Range(long from, long to) {
    long length() {
        return to - from;
    }

    /** The end of its left half: after the largest power of two smaller than its length. */
    long split() {
        return from + Long.highestOneBit(length() - 1);
    }

    Range left() {
        return new Range(from, split());
    }

    Range right() {
        return new Range(split(), to);
    }

    /** Its complete nodes, from left to right. */
    List<Node> nodes() {
        var nodes = new ArrayList<Node>();
        for (var start = from; start < to; start += Long.highestOneBit(to - start)) {
            var level = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - start);
            nodes.add(new Node(level, start >>> level));
        }
        return nodes;
    }

    Hash hash(Map<Node, Hash> known) {
        return nodes().reversed().stream()
                .map(node -> Node.in(known, node))
                .reduce((right, left) -> Hash.node(left, right))
                .orElseGet(Hash::empty);
    }
}
