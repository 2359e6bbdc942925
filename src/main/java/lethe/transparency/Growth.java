package lethe.transparency;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lethe.anchors.Origin;
import lethe.audit.Recorded;
import lethe.audit.Sequence;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.merkle.Frontier;
import lethe.merkle.Frontier.Grown;
import lethe.merkle.Hash;
import lethe.merkle.Path;
import lethe.notes.Checkpoint;
import lethe.notes.Note;
import lethe.notes.Signer;
import lethe.signing.SigningKeys;
import lethe.transparency.TreeStore.Signed;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the trees grow by the entries that wait, in one transaction a batch: places, nodes and the checkpoint that is signed over
 * them, or nothing of it.
 */
@Component
class Growth {
    static final int BATCH = 1_000;
    private final Sequence sequence;
    private final TreeStore store;
    private final SigningKeys keys;
    private final Anchors anchors;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Growth(
            Sequence sequence,
            TreeStore store,
            SigningKeys keys,
            Anchors anchors,
            Clock clock,
            TransactionTemplate transaction) {
        this.sequence = sequence;
        this.store = store;
        this.keys = keys;
        this.anchors = anchors;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Until none waits that was committed before. */
    void grow(OrganisationId organisation) {
        Tenancy.run(organisation, () -> {
            var placed = BATCH;
            var grown = 0;
            while (placed == BATCH) {
                placed = transaction.execute(status -> growByABatch(organisation));
                grown += placed;
            }
            if (grown > 0) {
                remember();
            }
        });
    }

    /**
     * From one entry on under another origin, which that entry names.
     *
     * @param declaration writes the entry, told the last checkpoint there is; empty, and all stays as it is
     */
    void goOn(OrganisationId organisation, Function<Optional<Signed>, Optional<Recorded>> declaration) {
        Tenancy.run(organisation, () -> {
            transaction.executeWithoutResult(status -> {
                store.lock(organisation);
                var last = store.latest();
                declaration.apply(last).ifPresent(entry -> begin(organisation, last, entry));
            });
            remember();
        });
    }

    private void begin(OrganisationId organisation, Optional<Signed> last, Recorded entry) {
        var leaf = new Hash(entry.leafHash());
        sequence.place(organisation, size(last), entry.id());
        append(organisation, last, Origin.of(organisation).continuedBy(leaf), List.of(leaf));
    }

    private int growByABatch(OrganisationId organisation) {
        store.lock(organisation);
        var last = store.latest();
        var leaves = sequence.place(organisation, size(last), BATCH);
        if (!leaves.isEmpty()) {
            append(organisation, last, last.map(Signed::origin).orElse(Origin.of(organisation)), leaves);
        }
        return leaves.size();
    }

    private static long size(Optional<Signed> last) {
        return last.map(Signed::size).orElse(0L);
    }

    private void append(OrganisationId organisation, Optional<Signed> last, Origin origin, List<Hash> leaves) {
        var size = size(last);
        var tree = new Frontier(size, store.nodes(Path.root(size).nodes()));
        var grown = new ArrayList<Grown>();
        leaves.forEach(leaf -> grown.addAll(tree.add(leaf)));
        if (size == 0) {
            store.insertWork(organisation, clock.instant());
        }
        store.insert(organisation, grown);
        store.insert(organisation, new Signed(tree.size(), clock.instant(), note(origin, tree)));
    }

    private String note(Origin origin, Frontier tree) {
        var key = keys.current();
        var checkpoint = new Checkpoint(origin.text(), tree.size(), tree.root());
        return Note.sign(checkpoint.text(), new Signer(origin.text(), key.publicKey()), key::sign)
                .toString();
    }

    /** Outside too; but where that contradicts what is known there, whoever verifies is to find it. */
    private void remember() {
        transaction.executeWithoutResult(status -> store.latest()
                .filter(newest -> anchors.last(newest.origin()).stream().allMatch(store::keeps))
                .ifPresent(newest -> anchors.remember(newest.note())));
    }
}
