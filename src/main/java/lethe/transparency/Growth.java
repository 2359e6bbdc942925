package lethe.transparency;

import java.time.Clock;
import java.util.ArrayList;
import lethe.audit.Sequence;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.merkle.Frontier;
import lethe.merkle.Frontier.Grown;
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
    private final Clock clock;
    private final TransactionTemplate transaction;

    Growth(Sequence sequence, TreeStore store, SigningKeys keys, Clock clock, TransactionTemplate transaction) {
        this.sequence = sequence;
        this.store = store;
        this.keys = keys;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Until none waits that was committed before. */
    void grow(OrganisationId organisation) {
        Tenancy.run(organisation, () -> {
            var placed = BATCH;
            while (placed == BATCH) {
                placed = transaction.execute(status -> growByABatch(organisation));
            }
        });
    }

    /** Which log: what an organisation's checkpoints begin with, and what signs them is called. */
    static String origin(OrganisationId organisation) {
        return "lethe/" + organisation;
    }

    private int growByABatch(OrganisationId organisation) {
        store.lock(organisation);
        var size = store.latest().map(Signed::size).orElse(0L);
        var leaves = sequence.place(organisation, size, BATCH);
        if (!leaves.isEmpty()) {
            var tree = new Frontier(size, store.nodes(Path.root(size).nodes()));
            var grown = new ArrayList<Grown>();
            leaves.forEach(leaf -> grown.addAll(tree.add(leaf)));
            if (size == 0) {
                store.insertWork(organisation, clock.instant());
            }
            store.insert(organisation, grown);
            store.insert(organisation, new Signed(tree.size(), clock.instant(), note(organisation, tree)));
        }
        return leaves.size();
    }

    private String note(OrganisationId organisation, Frontier tree) {
        var key = keys.current();
        var origin = origin(organisation);
        var checkpoint = new Checkpoint(origin, tree.size(), tree.root());
        return Note.sign(checkpoint.text(), new Signer(origin, key.publicKey()), key::sign)
                .toString();
    }
}
