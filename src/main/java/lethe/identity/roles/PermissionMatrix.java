package lethe.identity.roles;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import org.jspecify.annotations.Nullable;

/**
 * The ticks of one role in a submitted matrix.
 *
 * @param version of the role when the page was shown
 * @param seen the permissions ticked then
 * @param ticked the permissions ticked now
 */
public record PermissionMatrix(RoleId id, long version, Set<Permission> seen, Set<Permission> ticked) {
    private static final String SEEN = "seen";
    private static final String BETWEEN = ": ";

    /**
     * The matrix as a browser sends it.
     *
     * @param seen each role that could be changed on the page, as it was
     * @param tick each ticked box
     * @param called names for the IDs and codes in the other two, for error messages
     */
    public record Sheet(
            @Nullable List<String> seen,
            @Nullable List<String> tick,
            @Nullable List<String> called) {
        public Sheet {
            seen = seen == null ? List.of() : List.copyOf(seen);
            tick = tick == null ? List.of() : List.copyOf(tick);
            called = called == null ? List.of() : List.copyOf(called);
        }

        List<PermissionMatrix> ticks() {
            return seen().stream().map(role -> of(role, tick())).toList();
        }

        @Override
        public List<String> seen() {
            return Objects.requireNonNull(seen);
        }

        @Override
        public List<String> tick() {
            return Objects.requireNonNull(tick);
        }

        /** All fields, for the summary page to send again. */
        public Map<String, List<String>> carried() {
            return Map.of("seen", seen(), "tick", tick(), "called", Objects.requireNonNull(called));
        }
    }

    boolean isTouched() {
        return !seen.equals(ticked);
    }

    private static PermissionMatrix of(String role, List<String> ticks) {
        try {
            var parts = role.split(":", -1);
            var ticked = ticks.stream()
                    .filter(tick -> tick.startsWith(parts[0] + BETWEEN))
                    .map(tick -> tick.substring(parts[0].length() + BETWEEN.length()));
            var seen = Stream.of(parts[2].split("\\+")).filter(name -> !name.isEmpty());
            return new PermissionMatrix(
                    RoleId.parse(parts[0]).orElseThrow(() -> BadRequest.parameter(SEEN)),
                    Long.parseLong(parts[1]),
                    permissions(seen),
                    permissions(ticked));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
            throw BadRequest.parameter(SEEN);
        }
    }

    private static Set<Permission> permissions(Stream<String> names) {
        var permissions = EnumSet.noneOf(Permission.class);
        names.map(Permission::valueOf).forEach(permissions::add);
        return permissions;
    }
}
