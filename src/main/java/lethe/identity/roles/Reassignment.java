package lethe.identity.roles;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.LastDay;
import lethe.platform.requests.Removable;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator can change of a user: type, role and, for external users, the last day of access. Absent parts
 * do not change; an empty last day removes it.
 *
 * <p>The other fields exist only to be refused by name: no one may edit another user's personal data.
 */
public record Reassignment(
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Removable @Nullable LastDay accessUntil,
        @Schema(hidden = true) @Nullable Object firstName,
        @Schema(hidden = true) @Nullable Object lastName,
        @Schema(hidden = true) @Nullable Object email,
        @Schema(hidden = true) @Nullable Object password,
        @Schema(hidden = true) @Nullable Object temporaryPassword) {
    /** Omits all personal data, for logs. */
    @Override
    public String toString() {
        return "Reassignment[…]";
    }

    public static Reassignment of(@Nullable UserType type, @Nullable RoleId roleId, @Nullable LastDay accessUntil) {
        return new Reassignment(type, roleId, accessUntil, null, null, null, null, null);
    }

    /** The part of a user that it changes. */
    public record Assigned(
            UserType type, RoleId role, @Nullable LocalDate until) {}

    /** The user's values after the change. */
    public Assigned of(Assigned before) {
        var becomes = type == null ? before.type() : type;
        return new Assigned(becomes, roleId == null ? before.role() : roleId, until(becomes, before.until()));
    }

    /** The facts for the audit log. */
    public static Map<String, Object> facts(Assigned before, Assigned after) {
        var facts = new TreeMap<String, Object>(Map.of(
                "typeBefore",
                before.type().name(),
                "type",
                after.type().name(),
                "roleBefore",
                before.role().toString(),
                "role",
                after.role().toString()));
        if (!Objects.equals(before.until(), after.until())) {
            facts.put(
                    "accessUntil",
                    after.until() == null ? "removed" : after.until().toString());
        }
        return facts;
    }

    public List<String> personal() {
        var personal = new LinkedHashMap<String, Object>();
        put(personal, "firstName", firstName);
        put(personal, "lastName", lastName);
        put(personal, "email", email);
        put(personal, "password", password);
        put(personal, "temporaryPassword", temporaryPassword);
        return List.copyOf(personal.keySet());
    }

    public boolean isEmpty() {
        return Stream.of(type, roleId, accessUntil).allMatch(part -> part == null);
    }

    /** Only external users have a last day of access. */
    private @Nullable LocalDate until(UserType becomes, @Nullable LocalDate before) {
        if (becomes != UserType.EXTERNAL) {
            return null;
        }
        return accessUntil == null ? before : accessUntil.day();
    }

    private static void put(Map<String, Object> personal, String field, @Nullable Object value) {
        if (value != null) {
            personal.put(field, value);
        }
    }
}
