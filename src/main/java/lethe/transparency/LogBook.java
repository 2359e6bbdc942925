package lethe.transparency;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lethe.anchors.Origin;
import lethe.audit.Placed;
import lethe.kernel.OrganisationId;
import lethe.merkle.Frontier;
import lethe.merkle.Hash;
import lethe.merkle.Path;
import lethe.notes.Checkpoint;
import lethe.transparency.TreeStore.Signed;
import org.springframework.stereotype.Component;

/** The tree as it is kept, for rooms that verify and export it; within the caller's permission and transaction. */
@Component
public class LogBook {
    private final Growth growth;
    private final TreeStore store;
    private final Proofs proofs;
    private final Continuation continuation;

    LogBook(Growth growth, TreeStore store, Proofs proofs, Continuation continuation) {
        this.growth = growth;
        this.store = store;
        this.proofs = proofs;
        this.continuation = continuation;
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
        return new Frontier(size, store.nodes(Path.root(size).nodes())).root();
    }

    /** From that size on, in order. */
    public List<Kept> checkpoints(long from, int most) {
        return store.checkpoints(from, most).stream().map(Kept::of).toList();
    }

    /** The hashes of leaves as the tree has them, from that place on. */
    public List<Hash> leaves(long from, int most) {
        return store.leaves(from, most);
    }

    /** As the checkpoints of that origin name them. */
    public List<LogKey> keys(Origin origin) {
        return proofs.keys(origin);
    }

    public List<EntryProof> prove(Collection<Placed> entries, Kept under) {
        return proofs.prove(entries, new Signed(under.size(), under.at(), under.note()));
    }
}
