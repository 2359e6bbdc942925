package lethe.vault.vault;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the database says of keys that are no more, to be read: whoever destroys a key enters it. */
@Component
public final class DestroyedKeys {
    private final GateStore store;

    DestroyedKeys(GateStore store) {
        this.store = store;
    }

    /** Keys above the one number and up to the other, which an older key file lacked and the operator went on without. */
    public record Lost(long above, long upTo) {}

    /** Those up to the mark that are destroyed, or whose forgetting is pending. To be closed. */
    public Stream<Long> keysToDestroy(long mark) {
        return store.keysToDestroy(mark);
    }

    /** To be closed. */
    public Stream<Long> destroyed() {
        return store.destroyed();
    }

    public List<Lost> lost() {
        return store.lost();
    }
}
