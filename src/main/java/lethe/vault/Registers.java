package lethe.vault;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the database says of keys, for whoever holds it against the key file. */
@Component
public class Registers {
    private final VaultStore store;

    Registers(VaultStore store) {
        this.store = store;
    }

    /** Which rows refer to these slots. */
    public List<HeldKey> holders(Collection<Long> slots) {
        return store.holders(slots, damaged -> false);
    }

    /** Every slot that the ledger says is destroyed; to be closed. */
    public Stream<Long> destroyed() {
        return store.destroyed();
    }
}
