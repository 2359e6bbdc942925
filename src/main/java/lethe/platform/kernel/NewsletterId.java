package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/** The ID of a newsletter, the operator's or an organisation's; printed as {@code newsletter_…}. */
public record NewsletterId(UUID value) {
    public static final String KIND = "newsletter";

    public static Optional<NewsletterId> parse(String text) {
        return TypeId.parse(KIND, text).map(NewsletterId::new);
    }

    @Override
    public String toString() {
        return TypeId.text(KIND, value);
    }
}
