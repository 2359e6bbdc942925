package lethe.vault.consistency;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where database, keys and directory do not tell the same.
 *
 * @param missed whose key is destroyed or damaged: nobody's, unless this database or the disk is an old one
 * @param shared whose key is another's, too
 * @param unfindable whose e-mail the directory does not lead to
 * @param twice whose e-mail it leads to more than once
 * @param risen slots that the ledger says are destroyed, and that are there
 * @param dead such slots that the directory leads to
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

    /** Slots of which the directory is wrong. */
    public Set<Long> astray() {
        var slots = new HashSet<>(dead);
        Stream.of(unfindable, twice)
                .flatMap(List::stream)
                .map(KeyReference::slot)
                .forEach(slots::add);
        return slots;
    }

    /** In sentences, which name nobody. */
    public List<String> lines() {
        return Stream.of(
                        missed.stream().map(key -> (key.damaged() ? "damaged: " : "destroyed: ") + key.sentence()),
                        shared.stream().map(key -> "shared: " + key.sentence()),
                        unfindable.stream().map(key -> "not found by its e-mail: " + key.sentence()),
                        twice.stream().map(key -> "more than once in the directory: " + key.sentence()),
                        risen.stream().map(slot -> "slot " + slot + " is destroyed, and there"),
                        dead.stream().map(slot -> "slot " + slot + " is destroyed, and the directory leads to it"))
                .flatMap(lines -> lines)
                .toList();
    }
}
