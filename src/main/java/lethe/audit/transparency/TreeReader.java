package lethe.audit.transparency;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.audit.keys.KeyEntries;
import lethe.audit.keys.LogKey;
import lethe.audit.log.SequencedEntry;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.TreeStore.Signed;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.OrganisationId;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.merkle.Frontier;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.MerklePath;
import lethe.verifier.merkle.Node;
import org.springframework.stereotype.Component;

/** The stored tree, for rooms that verify and export it; the caller provides the transaction and checks the permission. */
@Component
public class TreeReader {
    private final Growth growth;
    private final TreeStore store;
    private final Proofs proofs;
    private final UnsequencedEntries sequence;
    private final LogContinuation continuation;
    private final KeyEntries keyEntries;

    TreeReader(
            Growth growth,
            TreeStore store,
            Proofs proofs,
            UnsequencedEntries sequence,
            LogContinuation continuation,
            KeyEntries keyEntries) {
        this.growth = growth;
        this.store = store;
        this.proofs = proofs;
        this.sequence = sequence;
        this.continuation = continuation;
        this.keyEntries = keyEntries;
    }

    /** A signed checkpoint. */
    public record Kept(long size, Instant at, String note) {
        static Kept of(Signed signed) {
            return new Kept(signed.size(), signed.at(), signed.note());
        }

        public Checkpoint checkpoint() {
            return Checkpoint.parse(note).orElseThrow();
        }

        public Origin origin() {
            return new Origin(checkpoint().origin());
        }
    }

    /** Sequences every entry committed before the call; must not be called in a transaction. */
    public void bringUpToDate(OrganisationId organisation) {
        growth.grow(organisation);
    }

    public Optional<Kept> latest() {
        return store.latest().map(Kept::of);
    }

    /** Whether the checkpoint was signed over the beginning of this log, or over entries that a declared restore has lost. */
    public boolean reaches(OrganisationId organisation, Checkpoint seen) {
        var isBeginning = store.firstOver(seen.size() - 1)
                .filter(kept -> kept.origin().text().equals(seen.origin()))
                .isPresent();
        return isBeginning && root(seen.size()).equals(seen.root())
                || continuation.breaks(organisation).stream().anyMatch(each -> each.covers(seen));
    }

    private Hash root(long size) {
        return new Frontier(size, store.nodes(MerklePath.root(size).nodes())).root();
    }

    /** From that size on, in order. */
    public List<Kept> checkpoints(long from, int most) {
        return store.checkpoints(from, most).stream().map(Kept::of).toList();
    }

    /**
     * A position in the log whose entry exists or was removed when it expired.
     *
     * @param inTree the hash stored in the tree; empty if it was damaged
     * @param entry empty if it was removed
     * @param removedBy the entry that records the removal; empty if there is none, or if the entry exists
     */
    public record Place(
            long index, Optional<Hash> inTree, Optional<SequencedEntry> entry, Optional<EntryId> removedBy) {}

    /** Up to that many positions from the index on, in order; positions without any record are left out. */
    public List<Place> places(long from, int most) {
        var entries = sequence.from(from, most);
        var removed = sequence.removed(from, most);
        var nodes = store.grown(from, from + most);
        return Stream.concat(
                        entries.stream()
                                .map(entry -> new Place(
                                        entry.index(), at(nodes, entry.index()), Optional.of(entry), Optional.empty())),
                        removed.entrySet().stream()
                                .map(one -> new Place(
                                        one.getKey(), at(nodes, one.getKey()), Optional.empty(), one.getValue())))
                .sorted(Comparator.comparingLong(Place::index))
                .toList();
    }

    private static Optional<Hash> at(Map<Node, Hash> nodes, long place) {
        return Optional.ofNullable(nodes.get(new Node(0, place)));
    }

    /** The stored nodes that became complete between the two sizes; proofs are read from these. */
    public Map<Node, Hash> nodes(long from, long to) {
        return store.grown(from, to);
    }

    /** Whether there is a node that no tree of that size has. */
    public boolean goesBeyond(long size) {
        return store.goesBeyond(size);
    }

    /** Recomputes nodes that do not match the entries; must not be called in a transaction. */
    public void mend(OrganisationId organisation) {
        growth.mend(organisation);
    }

    /** An entry that names a signing key which is not, or no longer, in the chain. */
    public Optional<SequencedEntry> unknownKey(OrganisationId organisation) {
        return keyEntries.stranger(organisation);
    }

    /** The keys, in the form for checkpoints of that origin. */
    public List<LogKey> keys(Origin origin) {
        return proofs.keys(origin);
    }

    public List<EntryProof> prove(Collection<SequencedEntry> entries, Kept under) {
        return proofs.prove(entries, new Signed(under.size(), under.at(), under.note()));
    }
}
