package lethe.verifier.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.RestoreBreak;
import lethe.verifier.merkle.Frontier;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Node;
import lethe.verifier.verify.Fault.Code;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a whole log and compares it with every signed checkpoint. For each stretch, pass the checkpoints first, then the
 * entries in order; at the end call {@link #finish}. An entry that declares a restore begins another origin; only such an entry
 * explains earlier checkpoints beyond the end of the log.
 */
public final class LogCheck {
    private final Origin log;
    private final List<KnownKey> keys;
    private final Frontier tree = new Frontier();
    private final TreeMap<Long, Claim> claims = new TreeMap<>();
    private final Removals removals = new Removals();
    private final List<Claim> seen = new ArrayList<>();
    private final List<DeclaredRestore> breaks = new ArrayList<>();
    private final KeptNodes nodes = new KeptNodes();
    private Origin origin;
    private long lastGood;
    private @Nullable Claim covering;
    private @Nullable String lastEntry;
    private @Nullable Fault fault;

    /** @param log the origin of its first checkpoints */
    public LogCheck(Origin log, Collection<KnownKey> keys) {
        this.log = log;
        origin = log;
        this.keys = new ArrayList<>(keys);
    }

    /** An entry at its position. Its hashes recorded elsewhere show exactly which entry was changed. */
    public record Leaf(long index, String entry, byte[] canonical, List<Hash> recorded) {}

    /** A checkpoint that the log itself stores. */
    public void checkpoint(String note) {
        checkpoint(Claim.of(note, false));
    }

    void checkpoint(Optional<Claim> claim) {
        ofThisLog(claim).ifPresent(this::keep);
    }

    /** A checkpoint that someone outside has kept, and which the log must still match. */
    public void seen(String note) {
        ofThisLog(Claim.of(note, true)).ifPresent(seen::add);
    }

    /** The stored nodes of a stretch, if the log has any. */
    public void nodes(Map<Node, Hash> kept) {
        nodes.keep(kept);
    }

    public void add(Leaf leaf) {
        var size = tree.size();
        follow(leaf.index(), leaf.entry());
        var hash = Hash.leaf(leaf.canonical());
        if (!leaf.recorded().stream().allMatch(hash::equals)) {
            wrong(Code.CHANGED, size, leaf.entry(), "the entry does not match the hash recorded here");
        }
        RestoreBreak.of(leaf.canonical()).ifPresent(each -> goOn(each, hash));
        Keyring.hear(leaf.canonical(), keys);
        lastEntry = leaf.entry();
        nodes.compare(tree.add(hash), lastEntry);
        removals.hear(leaf.entry(), leaf.canonical());
        compareAll();
    }

    /**
     * A position whose entry was removed when it expired; its hash stays.
     *
     * @param hash null if it is missing as well
     * @param by the entry of this log that records the removal with its count; null if there is none
     */
    public void removed(long index, @Nullable Hash hash, @Nullable String by) {
        follow(index, null);
        if (hash == null || by == null) {
            wrong(Code.REMOVED, index, null, "the entry is missing, and no other entry accounts for its removal");
        } else {
            lastEntry = null;
            nodes.compare(tree.add(hash), lastEntry);
            removals.gap(index, by);
            compareAll();
        }
    }

    public boolean isBroken() {
        return fault != null;
    }

    /** Empty if everything matches what was signed. */
    public Optional<Fault> finish() {
        claims.values().stream().findFirst().ifPresent(this::beyond);
        removals.unjustified().ifPresent(this::wrong);
        seen.stream()
                .filter(claim -> breaks.stream().noneMatch(each -> claim.isDeclaredBy(each, keys)))
                .min(Comparator.comparing(Claim::size))
                .ifPresent(this::beyond);
        var newest = covering;
        if (newest == null || newest.size() < tree.size()) {
            wrong(Code.INSERTED, lastGood, lastEntry, "no checkpoint covers the entries from here on");
        } else if (!newest.isSignedBy(keys)) {
            wrong(Code.UNSIGNED, newest.size() - 1, null, "the newest checkpoint is not signed by any known key");
        }
        return Optional.ofNullable(fault);
    }

    /** The first node that does not match the entries; relevant only if there is no other fault. */
    public Optional<Fault> node() {
        return nodes.fault();
    }

    public long size() {
        return tree.size();
    }

    /** The restores that the log declares, in order. */
    public List<DeclaredRestore> breaks() {
        return breaks;
    }

    private void follow(long index, @Nullable String entry) {
        var size = tree.size();
        if (index > size) {
            wrong(Code.REMOVED, size, null, "the entry is missing; the next is at " + index);
        } else if (index < size) {
            wrong(Code.INSERTED, size, entry, "a second entry claims the same place");
        }
    }

    private Optional<Claim> ofThisLog(Optional<Claim> claim) {
        var ofIt = claim.filter(each -> each.isAbout(log));
        if (ofIt.isEmpty()) {
            wrong(Code.UNSIGNED, tree.size(), null, "a checkpoint is invalid, or belongs to another log");
        }
        return ofIt;
    }

    private void keep(Claim claim) {
        var size = claim.size();
        var other = size == tree.size() ? null : claims.putIfAbsent(size, claim);
        if (other != null && !other.checkpoint().equals(claim.checkpoint())) {
            wrong(
                    Code.OTHER_HISTORY,
                    lastGood,
                    null,
                    "two checkpoints of " + size + " entries differ: the log had two versions");
        }
    }

    private void goOn(RestoreBreak each, Hash declaration) {
        if (lastGood < tree.size()) {
            wrong(
                    Code.INSERTED,
                    lastGood,
                    lastEntry,
                    "no checkpoint covers the entries from here to the declared restore");
        }
        origin = log.continuedBy(declaration);
        breaks.add(new DeclaredRestore(tree.size(), each));
    }

    private void compareAll() {
        compareSeen();
        compare(claims.remove(tree.size()));
    }

    private void compareSeen() {
        for (var each = seen.iterator(); each.hasNext(); ) {
            var claim = each.next();
            if (claim.size() == tree.size() && claim.isOf(origin)) {
                each.remove();
                if (!claim.isSignedBy(keys) || !claim.checkpoint().root().equals(tree.root())) {
                    contradicted(claim);
                }
            }
        }
    }

    private void compare(@Nullable Claim claim) {
        if (claim != null && !claim.isOf(origin)) {
            wrong(
                    Code.UNSIGNED,
                    tree.size() - 1,
                    null,
                    "the checkpoint of " + tree.size() + " entries does not belong to " + origin);
        } else if (claim != null && claim.checkpoint().root().equals(tree.root())) {
            lastGood = tree.size();
            covering = claim;
        } else if (claim != null) {
            contradicted(claim);
        }
    }

    private void contradicted(Claim claim) {
        wrong(claim.contradicted(lastGood, lastEntry, keys));
    }

    private void beyond(Claim claim) {
        wrong(claim.beyond(tree.size(), keys));
    }

    private void wrong(Code code, long index, @Nullable String entry, String sentence) {
        wrong(new Fault(code, index, entry, sentence));
    }

    private void wrong(Fault found) {
        if (fault == null) {
            fault = found;
        }
    }
}
