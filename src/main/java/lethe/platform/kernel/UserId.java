package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/** The id of a user, for ever: it outlives the person's data; printed as {@code user_…}. */
public record UserId(UUID value) {
    public static Optional<UserId> parse(String text) {
        return TypeId.parse("user", text).map(UserId::new);
    }

    /** Chance alone, nothing of when: a number for rooms that must not know of whom it is. */
    public long lowBits() {
        return value.getLeastSignificantBits();
    }

    @Override
    public String toString() {
        return TypeId.text("user", value);
    }
}
