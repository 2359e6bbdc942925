package lethe.audit.log;

import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;

/**
 * What an act was done to.
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

    /** From the text of an id, whatever kind it is of; empty for every other way to write it. */
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

    /** The id as the rest of the product writes it. */
    public String id() {
        return TypeId.text(kind.equals("organisation") ? "org" : kind, value);
    }
}
