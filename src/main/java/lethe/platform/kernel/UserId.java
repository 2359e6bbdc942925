package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/** The ID of a user, kept permanently, even after the user's data is erased; printed as {@code user_…}. */
public record UserId(UUID value) {
    public static Optional<UserId> parse(String text) {
        return TypeId.parse("user", text).map(UserId::new);
    }

    /** The random bits without the time: a number for rooms that must not learn which user it is. */
    public long lowBits() {
        return value.getLeastSignificantBits();
    }

    @Override
    public String toString() {
        return TypeId.text("user", value);
    }
}
