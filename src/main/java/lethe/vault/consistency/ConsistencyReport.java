package lethe.vault.consistency;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Contradictions between the database, the keys and the e-mail index.
 *
 * @param missed rows whose key is destroyed or damaged; there are none unless the database or the disk is an old one
 * @param shared rows whose key another subject uses as well
 * @param unfindable rows whose e-mail the index does not find
 * @param twice rows whose e-mail the index contains more than once
 * @param risen slots that are listed as destroyed but contain a key
 * @param dead destroyed slots that the index still contains
 */
public record ConsistencyReport(
        List<KeyReference> missed,
        List<KeyReference> shared,
        List<KeyReference> unfindable,
        List<KeyReference> twice,
        List<Long> risen,
        List<Long> dead) {
    public boolean agree() {
        return Stream.of(missed, shared, unfindable, twice, risen, dead).allMatch(List::isEmpty);
    }

    /** Slots whose index entries are wrong. */
    public Set<Long> astray() {
        var slots = new HashSet<>(dead);
        Stream.of(unfindable, twice)
                .flatMap(List::stream)
                .map(KeyReference::slot)
                .forEach(slots::add);
        return slots;
    }

    /** Sentences with IDs only, no names. */
    public List<String> lines() {
        return Stream.of(
                        missed.stream().map(key -> (key.damaged() ? "damaged: " : "destroyed: ") + key.sentence()),
                        shared.stream().map(key -> "shared: " + key.sentence()),
                        unfindable.stream().map(key -> "not found by its e-mail: " + key.sentence()),
                        twice.stream().map(key -> "more than once in the e-mail index: " + key.sentence()),
                        risen.stream().map(slot -> "slot " + slot + " is destroyed but contains a key"),
                        dead.stream().map(slot -> "slot " + slot + " is destroyed but still in the e-mail index"))
                .flatMap(lines -> lines)
                .toList();
    }
}
