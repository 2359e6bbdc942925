package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/** The ID of an audit log entry; printed as {@code entry_…}. */
public record EntryId(UUID value) {
    public static Optional<EntryId> parse(String text) {
        return TypeId.parse("entry", text).map(EntryId::new);
    }

    @Override
    public String toString() {
        return TypeId.text("entry", value);
    }
}
