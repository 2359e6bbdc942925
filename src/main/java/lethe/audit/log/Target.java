package lethe.audit.log;

import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;

/**
 * The target of an act.
 *
 * @param kind the room's word for it: {@code user}, {@code role}, {@code partner} …
 */
public record Target(String kind, UUID value) {
    public static Target of(UserId user) {
        return new Target("user", user.value());
    }

    public static Target of(RoleId role) {
        return new Target("role", role.value());
    }

    public static Target of(OrganisationId organisation) {
        return new Target("organisation", organisation.value());
    }

    /** Parses the text of an ID of any kind; empty if it is not in canonical form. */
    static Optional<Target> parse(String text) {
        var end = text.lastIndexOf('_');
        if (end < 1) {
            return Optional.empty();
        }
        var prefix = text.substring(0, end);
        return TypeId.parse(prefix, text)
                .map(value -> new Target(prefix.equals("org") ? "organisation" : prefix, value))
                .filter(target -> target.id().equals(text));
    }

    /** The ID in the form used everywhere else. */
    public String id() {
        return TypeId.text(kind.equals("organisation") ? "org" : kind, value);
    }
}
