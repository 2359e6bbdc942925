package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/** The ID of an organisation (tenant); printed as {@code org_…}. */
public record OrganisationId(UUID value) {
    public static Optional<OrganisationId> parse(String text) {
        return TypeId.parse("org", text).map(OrganisationId::new);
    }

    @Override
    public String toString() {
        return TypeId.text("org", value);
    }
}
