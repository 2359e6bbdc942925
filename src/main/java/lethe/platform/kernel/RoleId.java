package lethe.platform.kernel;

import java.util.Optional;
import java.util.UUID;

/** The ID of a role; printed as {@code role_…}. */
public record RoleId(UUID value) {
    public static Optional<RoleId> parse(String text) {
        return TypeId.parse("role", text).map(RoleId::new);
    }

    @Override
    public String toString() {
        return TypeId.text("role", value);
    }
}
