package lethe.partners.partners;

import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** The permanent id of a partner, printed as {@code partner_…}; the audit log also refers to deleted partners by it. */
public record PartnerId(UUID value) {
    public static final String KIND = "partner";

    public static Optional<PartnerId> parse(String text) {
        return TypeId.parse(KIND, text).map(PartnerId::new);
    }

    @Override
    public String toString() {
        return TypeId.text(KIND, value);
    }
}
