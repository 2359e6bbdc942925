package lethe.lifecycle.reviews;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lethe.identity.roles.Reassignment;
import lethe.identity.roles.Role;
import lethe.lifecycle.reviews.Review.Act;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.LastDay;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/**
 * The form that starts a review. For a reassignment: what all users get, where null leaves a part unchanged.
 * Otherwise all parts are null.
 */
record Assignment(
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Nullable LocalDate accessUntil) {
    private static final int LAST_YEAR = 9999;

    Reassignment reassignment() {
        return Reassignment.of(type, roleId, accessUntil == null ? null : new LastDay(accessUntil));
    }

    void check(Act act, Optional<Role> role) {
        var fields = new Validation();
        if (act == Act.REASSIGNMENT) {
            checkReassigned(fields, role);
        } else {
            refuse(fields, "type", type);
            refuse(fields, "roleId", roleId);
            refuse(fields, "accessUntil", accessUntil);
        }
        fields.check();
    }

    private void checkReassigned(Validation fields, Optional<Role> role) {
        if (type == null && roleId == null && accessUntil == null) {
            fields.wrong("roleId", "required");
        } else if (roleId != null && role.isEmpty()) {
            fields.wrong("roleId", "unknown");
        } else if (type == UserType.EXTERNAL && role.filter(Role::manages).isPresent()) {
            fields.wrong("roleId", "external-manages");
        }
        if (accessUntil != null && type != null && type != UserType.EXTERNAL) {
            fields.wrong("accessUntil", "external-only");
        } else if (accessUntil != null && Math.abs(accessUntil.getYear()) > LAST_YEAR) {
            fields.wrong("accessUntil", "format");
        }
    }

    private static void refuse(Validation fields, String field, @Nullable Object value) {
        if (value != null) {
            fields.wrong(field, "reassignment-only");
        }
    }

    /** The facts for the audit log. */
    Map<String, Object> facts() {
        var facts = new TreeMap<String, Object>();
        Optional.ofNullable(type).ifPresent(given -> facts.put("type", given.name()));
        Optional.ofNullable(roleId).ifPresent(given -> facts.put("role", given.toString()));
        Optional.ofNullable(accessUntil).ifPresent(given -> facts.put("accessUntil", given.toString()));
        return facts;
    }
}
