package lethe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.signin.sessions.CurrentSession.State;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/**
 * A line of {@code permissions.csv}.
 *
 * @param needs {@code open}, {@code self}, {@code operator}, or permissions: {@code A|B} for one of them, {@code A&B}
 *     for all
 * @param gate the user states in which it is reachable
 */
record Route(String method, String path, String needs, Set<State> gate) {
    private static final List<String> NO_PERMISSION = List.of("open", "self", "operator");

    static Stream<Route> table() {
        try {
            return new ClassPathResource("permissions.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Route::of);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Route of(String line) {
        var cells = line.split(",");
        var gate = EnumSet.noneOf(State.class);
        for (var state : cells[3].split(" ")) {
            gate.add(
                    switch (state) {
                        case "password" -> State.NEW_PASSWORD_REQUIRED;
                        case "consent" -> State.CONSENT_REQUIRED;
                        case "active" -> State.ACTIVE;
                        default -> throw new IllegalArgumentException(line);
                    });
        }
        return new Route(cells[0], cells[1], cells[2], gate);
    }

    /** The routes and requirements of our handlers' annotations, such as {@code GET /users}. */
    static Stream<String> of(RequestMappingInfo info, HandlerMethod handler) {
        var methods = info.getMethodsCondition().getMethods();
        var names = methods.isEmpty() ? Stream.of("*") : methods.stream().map(Enum::name);
        return names.flatMap(
                method -> info.getPatternValues().stream().map(path -> method + " " + path + " " + needs(handler)));
    }

    boolean isApi() {
        return path.startsWith("/api/");
    }

    boolean isOpen() {
        return needs.equals("open");
    }

    boolean isOperators() {
        return needs.equals("operator");
    }

    /** The missing ones of the required permissions, in the order in which responses list them. */
    List<Permission> missing(Set<Permission> own) {
        var needed = needed();
        var enough = needs.contains("|") && needed.stream().anyMatch(own::contains);
        return needed.stream()
                .filter(one -> !enough && !own.contains(one))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** The requirements that an annotation can express. */
    String asAnnotated() {
        return this + " " + (NO_PERMISSION.contains(needs) ? "" : needs);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private List<Permission> needed() {
        return NO_PERMISSION.contains(needs)
                ? List.of()
                : Arrays.stream(needs.split("[|&]")).map(Permission::valueOf).toList();
    }

    private static String needs(HandlerMethod handler) {
        var needs = handler.getMethodAnnotation(RequiresPermission.class);
        return needs == null ? "" : joined("&", needs.value()) + joined("|", needs.any());
    }

    private static String joined(String by, Permission[] permissions) {
        return String.join(by, Stream.of(permissions).map(Enum::name).toList());
    }
}
