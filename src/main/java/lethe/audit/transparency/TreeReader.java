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

/** The tree as it is kept, for rooms that verify and export it; within the caller's permission and transaction. */
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

    /** A checkpoint as it was signed. */
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

    /** Gives every entry that was committed before its place; outside of any transaction. */
    public void bringUpToDate(OrganisationId organisation) {
        growth.grow(organisation);
    }

    public Optional<Kept> latest() {
        return store.latest().map(Kept::of);
    }

    /** Whether a checkpoint was signed over the beginning of this log, or over what a restore that it declares has taken. */
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
     * A place of the log that has an entry, or had one that was removed at the end of its time.
     *
     * @param inTree the hash as the tree has it; empty where somebody has damaged that
     * @param entry empty where it was removed
     * @param removedBy the entry that says so; empty where none does, or the entry is there
     */
    public record Place(
            long index, Optional<Hash> inTree, Optional<SequencedEntry> entry, Optional<EntryId> removedBy) {}

    /** So many places from that one on, in order; one that nothing is known of is left out. */
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

    /** The nodes that became complete from one size to another, as they are kept: what proofs are read from. */
    public Map<Node, Hash> nodes(long from, long to) {
        return store.grown(from, to);
    }

    /** Whether a node is kept that no tree of that size has. */
    public boolean goesBeyond(long size) {
        return store.goesBeyond(size);
    }

    /** Computes the nodes again where they are not what the entries give; outside of any transaction. */
    public void mend(OrganisationId organisation) {
        growth.mend(organisation);
    }

    /** An entry that names a signing key which is not of the chain, though it was once. */
    public Optional<SequencedEntry> unknownKey(OrganisationId organisation) {
        return keyEntries.stranger(organisation);
    }

    /** As the checkpoints of that origin name them. */
    public List<LogKey> keys(Origin origin) {
        return proofs.keys(origin);
    }

    public List<EntryProof> prove(Collection<SequencedEntry> entries, Kept under) {
        return proofs.prove(entries, new Signed(under.size(), under.at(), under.note()));
    }
}
