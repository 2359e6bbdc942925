package lethe.audit.transparency;

import java.util.Optional;
import lethe.audit.keys.SigningKeys;
import lethe.audit.transparency.TreeStore.Signed;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.merkle.Frontier;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.MerklePath;
import org.springframework.stereotype.Component;

/**
 * The tree that new leaves are added to, after it has been compared with the last checkpoint; otherwise a changed row would be
 * signed over permanently. Runs in the caller's transaction, under its lock.
 */
@Component
class Trunk {
    private final TreeStore store;
    private final SigningKeys keys;

    Trunk(TreeStore store, SigningKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * The right edge as it was signed.
     *
     * @throws DamagedTree if the stored one differs
     */
    Frontier of(Optional<Signed> last) {
        last.ifPresent(this::requireSigned);
        var size = last.map(Signed::size).orElse(0L);
        if (store.goesBeyond(size)) {
            throw new DamagedTree("there are nodes beyond the last checkpoint");
        }
        var nodes = store.nodes(MerklePath.root(size).nodes());
        if (!MerklePath.root(size).nodes().allMatch(nodes::containsKey)) {
            throw new DamagedTree("a node of the right edge is missing");
        }
        var tree = new Frontier(size, nodes);
        if (!tree.root().equals(last.map(Trunk::root).orElseGet(Hash::empty))) {
            throw new DamagedTree("the nodes do not give the root of the last checkpoint");
        }
        return tree;
    }

    /**
     * Recomputes the nodes and compares them with what was signed.
     *
     * @throws DamagedTree if they still differ
     */
    long mend() {
        var last = store.latest();
        requireNoPlacesAfter(last);
        var wrong = store.rebuild();
        of(last);
        return wrong;
    }

    /** Why the tree cannot grow; empty if it can. */
    Optional<String> damage() {
        try {
            var last = store.latest();
            requireNoPlacesAfter(last);
            of(last);
            return Optional.empty();
        } catch (DamagedTree damaged) {
            return Optional.of(damaged.what());
        }
    }

    private void requireNoPlacesAfter(Optional<Signed> last) {
        if (store.hasPlacesFrom(last.map(Signed::size).orElse(0L))) {
            throw new DamagedTree("there are places beyond the last checkpoint");
        }
    }

    private void requireSigned(Signed last) {
        var note = SignedNote.parse(last.note());
        var isOurs = note.isPresent()
                && keys.published().stream().anyMatch(key -> note.get()
                        .isSignedBy(new Signer(last.origin().text(), key.decoded())))
                && Checkpoint.parse(last.note())
                        .filter(checkpoint -> checkpoint.size() == last.size())
                        .isPresent();
        if (!isOurs) {
            throw new DamagedTree("the last checkpoint is not signed by any known key");
        }
    }

    private static Hash root(Signed last) {
        return Checkpoint.parse(last.note()).orElseThrow().root();
    }
}
