package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/** The ID of an organisation (tenant); printed as {@code org_…}. */
public record OrganisationId(UUID value) {
    /** No organisation: the operator's, and that of a sign-in where none is found, which then takes as long as any other. */
    public static final OrganisationId NONE = new OrganisationId(new UUID(0, 0));

    public static Optional<OrganisationId> parse(String text) {
        return TypeId.parse("org", text).map(OrganisationId::new);
    }

    @Override
    public String toString() {
        return TypeId.text("org", value);
    }
}
