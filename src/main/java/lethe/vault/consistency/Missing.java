package lethe.vault.consistency;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.vault.DestroyedKeys;

/**
 * Finds rows whose key is missing. In a database older than its key file these belong to users terminated since; otherwise a
 * damaged disk has lost keys.
 */
final class Missing {
    private static final int BATCH = 10_000;
    private final KeyHolderStore holders;
    private final DestroyedKeys destroyedKeys;
    private final KeyFile keys;

    Missing(KeyHolderStore holders, DestroyedKeys destroyedKeys, KeyFile keys) {
        this.holders = holders;
        this.destroyedKeys = destroyedKeys;
        this.keys = keys;
    }

    /**
     * Cheap if all is well: the list of destroyed keys explains every empty slot, except those left by rolled-back transactions.
     */
    List<KeyReference> find() {
        var inspection = keys.upkeep().inspect();
        var unexplained = (BitSet) inspection.empty().clone();
        try (var explained = destroyedKeys.keysToDestroy(keys.mark())) {
            explained.forEach(number -> unexplained.clear(number.intValue()));
        }
        destroyedKeys.lost().forEach(lost -> unexplained.clear((int) lost.above() + 1, (int) lost.upTo() + 1));
        unexplained.or(inspection.damaged());
        var found = new ArrayList<KeyReference>();
        var batch = new ArrayList<Long>();
        for (var number = unexplained.nextSetBit(0); number >= 0; number = unexplained.nextSetBit(number + 1)) {
            batch.add((long) number);
            if (batch.size() == BATCH) {
                found.addAll(held(batch, inspection.damaged()));
                batch.clear();
            }
        }
        found.addAll(held(batch, inspection.damaged()));
        return found;
    }

    private List<KeyReference> held(List<Long> numbers, BitSet damaged) {
        return numbers.isEmpty() ? List.of() : holders.holders(numbers, number -> damaged.get((int) number));
    }
}
