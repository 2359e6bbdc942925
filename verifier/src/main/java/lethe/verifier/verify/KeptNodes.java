package lethe.verifier.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.verifier.merkle.Frontier.Grown;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Node;
import lethe.verifier.verify.Fault.Code;
import org.jspecify.annotations.Nullable;

/** Compares the nodes that a log stores with those computed from its entries; finds no fault if the log stores none. */
final class KeptNodes {
    private final Map<Node, Hash> kept = new HashMap<>();
    private boolean holds;
    private @Nullable Fault fault;

    void keep(Map<Node, Hash> ofTheStretch) {
        holds = true;
        kept.clear();
        kept.putAll(ofTheStretch);
    }

    /** @param entry the leaf that completed the nodes, itself the first of them */
    void compare(List<Grown> completed, @Nullable String entry) {
        if (holds && fault == null) {
            var place = completed.getFirst().node().index();
            completed.stream()
                    .filter(grown -> !grown.hash().equals(kept.get(grown.node())))
                    .findFirst()
                    .ifPresent(grown -> fault = new Fault(Code.NODE, place, entry, sentence(grown.node())));
        }
    }

    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    private static String sentence(Node node) {
        return "node " + node.index() + " of level " + node.level()
                + " of the tree does not match the entries: proofs that use it are wrong";
    }
}
