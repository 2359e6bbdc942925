package lethe.vault.vault;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the database's list of destroyed keys; the rooms that destroy keys add to it. */
@Component
public final class DestroyedKeys {
    private final GateStore store;

    DestroyedKeys(GateStore store) {
        this.store = store;
    }

    /** Keys above the one number and up to the other that an older key file lacked when the operator accepted the loss. */
    public record Lost(long above, long upTo) {}

    /** Slots up to the mark that are destroyed or pending. The caller must close the stream. */
    public Stream<Long> keysToDestroy(long mark) {
        return store.keysToDestroy(mark);
    }

    /** The caller must close the stream. */
    public Stream<Long> destroyed() {
        return store.destroyed();
    }

    public List<Lost> lost() {
        return store.lost();
    }
}
