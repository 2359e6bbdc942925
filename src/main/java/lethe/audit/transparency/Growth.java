package lethe.audit.transparency;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import lethe.audit.keys.KeyEntries;
import lethe.audit.keys.SigningKey;
import lethe.audit.keys.SigningKeys;
import lethe.audit.log.RecordedEntry;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.TreeStore.Signed;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.merkle.Frontier;
import lethe.verifier.merkle.Frontier.Grown;
import lethe.verifier.merkle.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds waiting entries to the trees: each transaction stores a batch's indexes, nodes and signed checkpoint together. */
@Component
class Growth {
    static final int BATCH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Growth.class);
    private final UnsequencedEntries sequence;
    private final TreeStore store;
    private final SigningKeys keys;
    private final TrustedCheckpoints trustedCheckpoints;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Trunk trunk;
    private final LogAlarms alarms;
    private final KeyEntries keyEntries;

    Growth(
            UnsequencedEntries sequence,
            TreeStore store,
            SigningKeys keys,
            TrustedCheckpoints trustedCheckpoints,
            Clock clock,
            TransactionTemplate transaction,
            Trunk trunk,
            LogAlarms alarms,
            KeyEntries keyEntries) {
        this.sequence = sequence;
        this.store = store;
        this.keys = keys;
        this.trustedCheckpoints = trustedCheckpoints;
        this.clock = clock;
        this.transaction = transaction;
        this.trunk = trunk;
        this.alarms = alarms;
        this.keyEntries = keyEntries;
    }

    /** Adds all entries committed before the call. A broken log does not grow until a verification finds it intact again. */
    void grow(OrganisationId organisation) {
        TenantContext.run(organisation, () -> {
            if (alarms.isBroken(organisation)) {
                throw new Unavailable();
            }
            var done = BATCH;
            var grown = 0;
            while (done >= BATCH) {
                done = onWhatWasSigned(organisation, () -> growByABatch(organisation));
                grown += done;
            }
            if (grown > 0) {
                remember();
            }
        });
    }

    /**
     * Continues the log under a new origin, which begins with the declared entry.
     *
     * @param declaration records the entry, given the last checkpoint; if empty, nothing changes
     */
    void goOn(OrganisationId organisation, Function<Optional<Signed>, Optional<RecordedEntry>> declaration) {
        TenantContext.run(organisation, () -> {
            onWhatWasSigned(organisation, () -> {
                store.lock(organisation);
                var last = store.latest();
                declaration.apply(last).ifPresent(entry -> begin(organisation, last, entry));
                return 1;
            });
            remember();
        });
    }

    /**
     * Recomputes the nodes of the tree from the entries. If the result does not match what was signed, nothing changes; if the
     * stored tree cannot be signed over either, the operator is alerted once.
     */
    void mend(OrganisationId organisation) {
        TenantContext.run(organisation, () -> mend(organisation, () -> computeAgain(organisation)));
    }

    private void mend(OrganisationId organisation, Runnable mending) {
        try {
            transaction.executeWithoutResult(status -> {
                store.lock(organisation);
                mending.run();
            });
        } catch (DamagedTree damaged) {
            transaction.executeWithoutResult(status -> tellIfBroken(organisation));
            throw new Unavailable();
        }
    }

    /** Another node may have repaired it first. */
    private void computeAgainIfDamaged(OrganisationId organisation) {
        if (trunk.damage().isPresent()) {
            computeAgain(organisation);
        }
    }

    private void computeAgain(OrganisationId organisation) {
        var wrong = trunk.mend();
        alarms.right(organisation);
        if (wrong > 0) {
            alarms.altered(organisation);
            LOG.error(
                    "the tree of the audit log of {} was changed: {} nodes were recomputed from its entries, and match"
                            + " what was signed",
                    organisation,
                    wrong);
        }
    }

    private void tellIfBroken(OrganisationId organisation) {
        store.lock(organisation);
        trunk.damage().ifPresent(damage -> tellBroken(organisation, damage));
    }

    private void tellBroken(OrganisationId organisation, String damage) {
        if (alarms.broken(organisation)) {
            LOG.error(
                    "the audit log of {} does not match what was signed; signing has stopped: {}",
                    organisation,
                    damage);
        }
    }

    /**
     * Runs work that signs nothing unless the tree is the one signed last, and repeats it once after a repair. If it still fails,
     * the log counts as broken, so that it is not retried forever.
     */
    private int onWhatWasSigned(OrganisationId organisation, Supplier<Integer> work) {
        try {
            return in(work);
        } catch (DamagedTree | DataIntegrityViolationException damaged) {
            if (alarms.isBroken(organisation)) {
                throw new Unavailable();
            }
            mend(organisation, () -> computeAgainIfDamaged(organisation));
            return again(organisation, work);
        }
    }

    private int again(OrganisationId organisation, Supplier<Integer> work) {
        try {
            return in(work);
        } catch (DamagedTree | DataIntegrityViolationException still) {
            tellBroken(
                    organisation,
                    "what waits cannot be placed: " + still.getClass().getSimpleName());
            throw new Unavailable();
        }
    }

    private int in(Supplier<Integer> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private void begin(OrganisationId organisation, Optional<Signed> last, RecordedEntry entry) {
        var key = keys.newest();
        var leaf = new Hash(entry.leafHash());
        var tree = trunk.of(last);
        sequence.place(organisation, size(last), entry.id());
        var leaves = new ArrayList<>(List.of(leaf));
        leaves.addAll(keyEntries.enter(organisation, size(last) + 1));
        append(organisation, tree, Origin.of(organisation).continuedBy(leaf), leaves, key);
    }

    private int growByABatch(OrganisationId organisation) {
        store.lock(organisation);
        var key = keys.newest();
        var last = store.latest();
        var placing = sequence.place(organisation, size(last), BATCH);
        var leaves = new ArrayList<>(placing.leaves());
        leaves.addAll(keyEntries.enter(organisation, size(last) + leaves.size()));
        if (!leaves.isEmpty()) {
            var origin = last.map(Signed::origin).orElse(Origin.of(organisation));
            append(organisation, trunk.of(last), origin, leaves, key);
        }
        return Math.max(placing.jobs(), leaves.size());
    }

    private static long size(Optional<Signed> last) {
        return last.map(Signed::size).orElse(0L);
    }

    /** @param key read before the keys that the log does not name yet, so that the log already names it */
    private void append(
            OrganisationId organisation, Frontier tree, Origin origin, List<Hash> leaves, Optional<SigningKey> key) {
        var signing = key.orElseThrow(Unavailable::new);
        var size = tree.size();
        var grown = new ArrayList<Grown>();
        leaves.forEach(leaf -> grown.addAll(tree.add(leaf)));
        if (size == 0) {
            store.insertWork(organisation, clock.instant());
        }
        store.insert(organisation, grown);
        store.insert(organisation, new Signed(tree.size(), clock.instant(), note(origin, tree, signing)));
    }

    private static String note(Origin origin, Frontier tree, SigningKey key) {
        var checkpoint = new Checkpoint(origin.text(), tree.size(), tree.root());
        return SignedNote.sign(checkpoint.text(), new Signer(origin.text(), key.publicKey()), key::sign)
                .toString();
    }

    /**
     * Records the newest checkpoint outside the database, unless that contradicts the one there, which verification must find.
     */
    private void remember() {
        transaction.executeWithoutResult(status -> store.latest()
                .filter(newest ->
                        trustedCheckpoints.last(newest.origin()).stream().allMatch(store::keeps))
                .ifPresent(newest -> trustedCheckpoints.remember(newest.note())));
    }
}
