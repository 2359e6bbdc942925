package lethe.transparency;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lethe.audit.Placed;
import lethe.kernel.OrganisationId;
import lethe.merkle.Hash;
import lethe.notes.Checkpoint;
import lethe.transparency.TreeStore.Signed;
import org.springframework.stereotype.Component;

/** The tree as it is kept, for rooms that verify and export it; within the caller's permission and transaction. */
@Component
public class LogBook {
    private final Growth growth;
    private final TreeStore store;
    private final Proofs proofs;

    LogBook(Growth growth, TreeStore store, Proofs proofs) {
        this.growth = growth;
        this.store = store;
        this.proofs = proofs;
    }

    /** A checkpoint as it was signed. */
    public record Kept(long size, Instant at, String note) {
        static Kept of(Signed signed) {
            return new Kept(signed.size(), signed.at(), signed.note());
        }

        public Checkpoint checkpoint() {
            return Checkpoint.parse(note).orElseThrow();
        }
    }

    /** Gives every entry that was committed before its place; outside of any transaction. */
    public void bringUpToDate(OrganisationId organisation) {
        growth.grow(organisation);
    }

    public static String origin(OrganisationId organisation) {
        return Growth.origin(organisation);
    }

    public Optional<Kept> latest() {
        return store.latest().map(Kept::of);
    }

    /** From that size on, in order. */
    public List<Kept> checkpoints(long from, int most) {
        return store.checkpoints(from, most).stream().map(Kept::of).toList();
    }

    /** The hashes of leaves as the tree has them, from that place on. */
    public List<Hash> leaves(long from, int most) {
        return store.leaves(from, most);
    }

    public List<LogKey> keys(OrganisationId organisation) {
        return proofs.keys(organisation);
    }

    public List<EntryProof> prove(OrganisationId organisation, Collection<Placed> entries, Kept under) {
        return proofs.prove(organisation, entries, new Signed(under.size(), under.at(), under.note()));
    }
}
