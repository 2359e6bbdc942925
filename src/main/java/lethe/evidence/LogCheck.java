package lethe.evidence;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lethe.evidence.Fault.Code;
import lethe.merkle.Frontier;
import lethe.merkle.Hash;
import lethe.notes.Checkpoint;
import lethe.notes.Note;
import lethe.notes.Signer;
import org.jspecify.annotations.Nullable;

/**
 * Computes a whole log again, entry by entry, and holds it to every checkpoint that was signed of it: give it the
 * checkpoints of a stretch, then the stretch's entries in order, and at the end {@link #finish}.
 */
public final class LogCheck {
    private final String origin;
    private final List<KnownKey> keys;
    private final Frontier tree = new Frontier();
    private final TreeMap<Long, Claim> claims = new TreeMap<>();
    private final Map<String, Gap> gaps = new LinkedHashMap<>();
    private final Map<String, Long> removals = new HashMap<>();
    private long lastGood;
    private @Nullable Claim covering;
    private @Nullable String lastEntry;
    private @Nullable Fault fault;

    public LogCheck(String origin, Collection<KnownKey> keys) {
        this.origin = origin;
        this.keys = List.copyOf(keys);
    }

    /** An entry at its place; what was recorded of its hash elsewhere tells exactly which one was changed. */
    public record Leaf(long index, String entry, byte[] canonical, List<Hash> recorded) {}

    /** Places whose entries were removed, as one later entry is said to say. */
    private record Gap(long first, long count) {}

    private record Claim(Note note, Checkpoint checkpoint, boolean seen) {}

    /** One that the log itself keeps. */
    public void checkpoint(String note) {
        claim(note, false);
    }

    /** One that somebody outside has kept, from which nothing may be taken back. */
    public void seen(String note) {
        claim(note, true);
    }

    public void add(Leaf leaf) {
        var size = tree.size();
        follow(leaf.index(), leaf.entry());
        var hash = Hash.leaf(leaf.canonical());
        if (!leaf.recorded().stream().allMatch(hash::equals)) {
            wrong(Code.CHANGED, size, leaf.entry(), "the entry is not the one whose hash was recorded here");
        }
        tree.add(hash);
        lastEntry = leaf.entry();
        removals.putAll(Removals.declared(leaf.entry(), leaf.canonical()));
        compare(claims.remove(tree.size()));
    }

    /**
     * A place whose entry was removed at the end of its time. Its hash stays, so that the tree is what it was.
     *
     * @param hash null where there is none either
     * @param by the entry of this log that says so, and how many it were; null where none does
     */
    public void removed(long index, @Nullable Hash hash, @Nullable String by) {
        follow(index, null);
        if (hash == null || by == null) {
            wrong(
                    Code.REMOVED,
                    index,
                    null,
                    "the entry that stood here is missing, and no other says that it was removed");
        } else {
            tree.add(hash);
            lastEntry = null;
            gaps.merge(by, new Gap(index, 1), (gap, one) -> new Gap(gap.first(), gap.count() + 1));
            compare(claims.remove(tree.size()));
        }
    }

    public boolean isBroken() {
        return fault != null;
    }

    /** Empty where everything is as it was signed. */
    public Optional<Fault> finish() {
        claims.values().stream().findFirst().ifPresent(this::beyond);
        gaps.forEach(this::justify);
        var newest = covering;
        if (newest == null || newest.checkpoint().size() < tree.size()) {
            wrong(Code.INSERTED, lastGood, lastEntry, "no checkpoint covers the entries from here on");
        } else if (!isSigned(newest)) {
            wrong(
                    Code.UNSIGNED,
                    newest.checkpoint().size() - 1,
                    null,
                    "the newest checkpoint is signed by nobody who is known");
        }
        return Optional.ofNullable(fault);
    }

    public long size() {
        return tree.size();
    }

    private void follow(long index, @Nullable String entry) {
        var size = tree.size();
        if (index > size) {
            wrong(Code.REMOVED, size, null, "the entry that stood here is missing; the next is at " + index);
        } else if (index < size) {
            wrong(Code.INSERTED, size, entry, "a second entry claims a place that is taken");
        }
    }

    private void justify(String by, Gap gap) {
        var declared = removals.getOrDefault(by, 0L);
        if (declared != gap.count()) {
            wrong(
                    Code.REMOVED,
                    gap.first(),
                    null,
                    "entries are missing from here on: " + gap.count() + ", and " + by + " says that " + declared
                            + " were removed");
        }
    }

    private void claim(String text, boolean seen) {
        var note = Note.parse(text);
        var checkpoint = note.flatMap(each -> Checkpoint.parse(each.text()));
        if (note.isEmpty() || checkpoint.isEmpty() || !checkpoint.get().origin().equals(origin)) {
            wrong(Code.UNSIGNED, tree.size(), null, "a checkpoint is none, or is of another log");
        } else {
            take(new Claim(note.get(), checkpoint.get(), seen));
        }
    }

    private void take(Claim claim) {
        var size = claim.checkpoint().size();
        if (claim.seen() && !isSigned(claim)) {
            wrong(
                    Code.UNSIGNED,
                    Math.max(0, size - 1),
                    null,
                    "the checkpoint that was seen is signed by nobody who is known");
        }
        var other = size == tree.size() ? null : claims.putIfAbsent(size, claim);
        if (other != null && !other.checkpoint().equals(claim.checkpoint())) {
            wrong(
                    Code.OTHER_HISTORY,
                    lastGood,
                    null,
                    "two checkpoints of " + size + " entries differ: there were two histories");
        }
    }

    private void compare(@Nullable Claim claim) {
        if (claim != null && claim.checkpoint().root().equals(tree.root())) {
            lastGood = tree.size();
            covering = claim;
        } else if (claim != null) {
            contradicted(claim);
        }
    }

    private void contradicted(Claim claim) {
        var size = claim.checkpoint().size();
        if (!isSigned(claim)) {
            wrong(
                    Code.UNSIGNED,
                    size - 1,
                    null,
                    "the checkpoint of " + size + " entries is signed by nobody who is known");
        } else {
            wrong(
                    claim.seen() ? Code.OTHER_HISTORY : Code.REORDERED,
                    lastGood,
                    size - lastGood == 1 ? lastEntry : null,
                    "what stands from here to " + (size - 1) + " is not what the checkpoint of " + size
                            + " entries signed");
        }
    }

    private void beyond(Claim claim) {
        var size = claim.checkpoint().size();
        wrong(
                claim.seen() ? Code.ROLLED_BACK : Code.REMOVED,
                tree.size(),
                null,
                "entries are missing from here on: a checkpoint was signed over " + size + ", and there are "
                        + tree.size());
    }

    private boolean isSigned(Claim claim) {
        return keys.stream().anyMatch(key -> claim.note().isSignedBy(new Signer(origin, key.key())));
    }

    private void wrong(Code code, long index, @Nullable String entry, String sentence) {
        if (fault == null) {
            fault = new Fault(code, index, entry, sentence);
        }
    }
}
