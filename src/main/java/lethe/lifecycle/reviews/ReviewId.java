package lethe.lifecycle.reviews;

import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** The id of an access review; printed as {@code review_…}. */
public record ReviewId(UUID value) {
    static final String KIND = "review";

    public static Optional<ReviewId> parse(String text) {
        return TypeId.parse(KIND, text).map(ReviewId::new);
    }

    @Override
    public String toString() {
        return TypeId.text(KIND, value);
    }
}
