package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.signin.sessions.CurrentSession.State;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page of the application, at each address that fits, as each kind of user sees it. Callers report which
 * opened: routes with no address that opens must be listed here with a reason.
 */
final class EveryPage {
    private static final Map<String, String> LEAD_BACK = Map.ofEntries(
            Map.entry("/set-up/{secret}", "open before the first organisation only; JourneyInABrowserTest sees it"),
            Map.entry("/users/{id}/sign-in-link", "the answer to its form is shown once"),
            Map.entry("/users/{id}/invitation", "a button of the person's page"),
            Map.entry("/partners/files/check", "the answer to its form is shown once"),
            Map.entry("/newsletters/{id}/issues/{number}/test", "a button of the issue's page"),
            Map.entry("/newsletters/{id}/issues/{number}/pause", "a button of the issue's page"),
            Map.entry("/users/reviews/{id}/cancellation", "a button of the review's page"),
            Map.entry("/users/reviews/{id}/links", "its form answers with the file, once"));

    /** What shows another page at the same address. */
    private static final Map<String, List<String>> QUERIES = Map.of("/profile/data", List.of("?table=user_import"));

    private static final Pattern VARIABLE = Pattern.compile("([a-z-]+/)?([a-z-]+/\\{\\w+})");
    private final Map<String, Route> routes;
    private final InUse inUse;

    /** Who views the page; the administrator's browser is also the operator's. */
    enum Who {
        VISITOR,
        NEWCOMER,
        UNDECIDED,
        ADMIN
    }

    /** @param path including the organisation's */
    record Address(String route, Who who, String path) {}

    EveryPage(InUse inUse, RequestMappingHandlerMapping handlers) {
        this.inUse = inUse;
        var known = Route.table().collect(Collectors.toMap(Route::toString, route -> route));
        this.routes = new TreeMap<>(handlers.getHandlerMethods().entrySet().stream()
                .filter(one -> isPage(one.getValue()))
                .flatMap(one -> one.getKey().getPatternValues().stream().filter(path -> one.getKey()
                        .getMethodsCondition()
                        .getMethods()
                        .toString()
                        .contains("GET")))
                .collect(Collectors.toMap(path -> path, path -> known.get("GET " + path))));
    }

    Stream<Address> seenBy(Who who) {
        return routes.values().stream().filter(route -> isFor(route, who)).flatMap(route -> paths(route.path())
                .flatMap(path -> prefixed(route, who, path))
                .map(path -> new Address(route.path(), who, path)));
    }

    /** Fails if a route redirects or refuses at all its addresses, or is new. */
    void assertAllOpen(Set<String> opened) {
        var missing = new TreeSet<>(routes.keySet());
        missing.removeAll(opened);
        assertThat(missing).as("no address of these opens a page").isEqualTo(new TreeSet<>(LEAD_BACK.keySet()));
    }

    private static boolean isPage(HandlerMethod handler) {
        return handler.getBeanType().getPackageName().startsWith("lethe.")
                && handler.getReturnType().getParameterType().equals(String.class)
                && !handler.getBeanType().isAnnotationPresent(RestController.class)
                && !handler.hasMethodAnnotation(org.springframework.web.bind.annotation.ResponseBody.class);
    }

    private static boolean isFor(Route route, Who who) {
        return switch (who) {
            case VISITOR -> route.isOpen();
            case NEWCOMER ->
                !route.isOpen() && !route.isOperators() && route.gate().contains(State.NEW_PASSWORD_REQUIRED);
            case UNDECIDED ->
                !route.isOpen() && !route.isOperators() && route.gate().contains(State.CONSENT_REQUIRED);
            case ADMIN -> route.isOperators() || route.gate().contains(State.ACTIVE);
        };
    }

    private Stream<String> prefixed(Route route, Who who, String path) {
        var own = "/o/" + inUse.house().slug() + path;
        if (route.isOperators() || path.startsWith("/operator")) {
            return Stream.of(path);
        } else {
            return who == Who.VISITOR ? Stream.of(path, own) : Stream.of(own);
        }
    }

    private Stream<String> paths(String pattern) {
        var variable = VARIABLE.matcher(pattern);
        if (!variable.find()) {
            return Stream.concat(
                    Stream.of(pattern),
                    QUERIES.getOrDefault(pattern, List.of()).stream().map(pattern::concat));
        }
        var longest = inUse.values().get(variable.group());
        var key = longest == null ? variable.group(2) : variable.group();
        List<String> values = inUse.values().getOrDefault(key, List.of());
        return values.stream()
                .map(value -> pattern.replace(key, key.replaceFirst("\\{\\w+}", value)))
                .flatMap(this::paths);
    }
}
