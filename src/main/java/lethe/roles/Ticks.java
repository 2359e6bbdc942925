package lethe.roles;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lethe.kernel.Malformed;
import lethe.kernel.Permission;
import lethe.kernel.RoleId;
import org.springframework.util.MultiValueMap;

/**
 * The ticks of one role in the matrix that was sent.
 *
 * @param version of the role when the page was shown
 * @param seen what was ticked then
 * @param ticked what is ticked now
 */
record Ticks(RoleId id, long version, Set<Permission> seen, Set<Permission> ticked) {
    private static final String SEEN = "seen";
    private static final String TICK = "tick";
    private static final String CALLED = "called.";
    private static final String BETWEEN = ": ";

    /** Only roles that the page let change were sent along. */
    static List<Ticks> of(MultiValueMap<String, String> form) {
        var ticks = form.getOrDefault(TICK, List.of());
        return form.getOrDefault(SEEN, List.of()).stream()
                .map(role -> of(role, ticks))
                .toList();
    }

    /** What the page with the summary sends on, so that it can be saved from there or, refused, be told in words. */
    static Map<String, List<String>> carried(MultiValueMap<String, String> form) {
        var carried = new TreeMap<String, List<String>>(form);
        carried.keySet().removeIf(name -> !List.of(SEEN, TICK).contains(name) && !name.startsWith(CALLED));
        return carried;
    }

    boolean isTouched() {
        return !seen.equals(ticked);
    }

    private static Ticks of(String role, List<String> ticks) {
        try {
            var parts = role.split(":", -1);
            var ticked = ticks.stream()
                    .filter(tick -> tick.startsWith(parts[0] + BETWEEN))
                    .map(tick -> tick.substring(parts[0].length() + BETWEEN.length()));
            var seen = Stream.of(parts[2].split("\\+")).filter(name -> !name.isEmpty());
            return new Ticks(
                    RoleId.parse(parts[0]).orElseThrow(() -> Malformed.parameter(SEEN)),
                    Long.parseLong(parts[1]),
                    permissions(seen),
                    permissions(ticked));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
            throw Malformed.parameter(SEEN);
        }
    }

    private static Set<Permission> permissions(Stream<String> names) {
        var permissions = EnumSet.noneOf(Permission.class);
        names.map(Permission::valueOf).forEach(permissions::add);
        return permissions;
    }
}
