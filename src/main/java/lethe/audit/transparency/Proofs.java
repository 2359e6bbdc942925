package lethe.audit.transparency;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lethe.audit.keys.LogKey;
import lethe.audit.keys.PublishedKey;
import lethe.audit.keys.SigningKeys;
import lethe.audit.log.SequencedEntry;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.SignedCheckpoint.Grown;
import lethe.audit.transparency.TreeStore.Signed;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.MerklePath;
import lethe.verifier.merkle.Node;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Proofs from an organisation's log: that it contains an entry, and that it only grew. */
@Component
public class Proofs {
    private final UnsequencedEntries sequence;
    private final Growth growth;
    private final TreeStore store;
    private final SigningKeys keys;
    private final TransactionTemplate transaction;

    Proofs(
            UnsequencedEntries sequence,
            Growth growth,
            TreeStore store,
            SigningKeys keys,
            TransactionTemplate transaction) {
        this.sequence = sequence;
        this.growth = growth;
        this.store = store;
        this.keys = keys;
        this.transaction = transaction;
    }

    /**
     * The newest checkpoint, which covers everything committed before the call.
     *
     * @param from an earlier size, for a proof that its tree is the beginning of this one; 400 if it is larger
     */
    public SignedCheckpoint checkpoint(Actor actor, @Nullable Long from) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        growth.grow(actor.organisation());
        return Objects.requireNonNull(transaction.execute(status -> newest(from)));
    }

    /**
     * The proof of an entry under the newest checkpoint; sequences the entry first if necessary. 404 if there is no such entry.
     */
    public EntryProof inclusion(Actor actor, EntryId entry) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        growth.grow(actor.organisation());
        return Objects.requireNonNull(transaction.execute(status -> {
            var placed =
                    Optional.ofNullable(sequence.of(List.of(entry)).get(entry)).orElseThrow(NotFound::new);
            var newest = store.latest().orElseThrow(NotFound::new);
            return prove(List.of(placed), newest).getFirst();
        }));
    }

    /**
     * Proofs under the first checkpoint that covers all the entries, and which therefore never changes; empty until all are
     * sequenced. The caller checks the permission, for example for the entries of a receipt.
     */
    @Transactional(readOnly = true)
    public List<EntryProof> together(List<EntryId> entries) {
        var placed = sequence.of(entries);
        if (!placed.keySet().containsAll(entries)) {
            return List.of();
        }
        var ordered =
                entries.stream().map(placed::get).map(Objects::requireNonNull).toList();
        var last = ordered.stream().mapToLong(SequencedEntry::index).max().orElse(0);
        return store.firstOver(last)
                .map(checkpoint -> prove(ordered, checkpoint))
                .orElse(List.of());
    }

    List<EntryProof> prove(Collection<SequencedEntry> entries, Signed checkpoint) {
        var paths = entries.stream()
                .collect(Collectors.toMap(
                        SequencedEntry::index, placed -> MerklePath.inclusion(placed.index(), checkpoint.size())));
        Map<Node, Hash> read = store.nodes(paths.values().stream().flatMap(MerklePath::nodes));
        var known = keys(checkpoint.origin());
        return entries.stream()
                .map(placed -> EntryProof.of(
                        placed,
                        checkpoint.size(),
                        Objects.requireNonNull(paths.get(placed.index())).hashes(read),
                        checkpoint.note(),
                        known))
                .toList();
    }

    List<LogKey> keys(Origin origin) {
        return keys.published().stream().map(key -> key(origin, key)).toList();
    }

    private SignedCheckpoint newest(@Nullable Long from) {
        var newest = store.latest().orElseThrow(NotFound::new);
        var checkpoint = Checkpoint.parse(newest.note()).orElseThrow();
        return new SignedCheckpoint(
                newest.note(),
                checkpoint.origin(),
                newest.size(),
                checkpoint.root().toString(),
                newest.at(),
                from == null ? null : grown(from, newest.size()),
                keys(newest.origin()));
    }

    private Grown grown(long from, long size) {
        if (from < 0 || from > size) {
            throw BadRequest.parameter("from");
        }
        var path = MerklePath.consistency(from, size);
        return new Grown(
                from,
                path.hashes(store.nodes(path.nodes())).stream()
                        .map(Hash::toString)
                        .toList());
    }

    private static LogKey key(Origin origin, PublishedKey key) {
        var signer = new Signer(origin.text(), key.decoded());
        return new LogKey(key.id(), key.publicKey(), signer.verifierKey(), key.current(), key.link());
    }
}
