package lethe.signin.sessions;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import lethe.platform.requests.OperatorAddress;
import lethe.signin.sessions.CurrentSession.State;
import org.springframework.http.HttpMethod;

/** The addresses that are public, and those open before a user has set a password or decided on consent. */
final class Routes {
    private static final List<String> OPEN = List.of(
            "/sign-in",
            "/set-up",
            "/link/",
            "/email/",
            "/goodbye/",
            "/unsubscribe/",
            "/support",
            "/problems",
            "/assets/",
            "/webjars/",
            "/favicon.ico",
            "/.well-known/",
            "/health/",
            "/error",
            "/operator",
            "/usage",
            "/api/v1/sign-in",
            "/api/v1/password-reset",
            "/api/v1/receipts/",
            "/api/v1/keys",
            "/api/v1/operator/",
            "/api/v1/usage",
            "/api/v1/openapi.json");
    private static final List<String> BEFORE_PASSWORD =
            List.of("POST /api/v1/me/password", "POST /api/v1/sign-out", "* /new-password", "POST /sign-out");
    private static final List<String> BEFORE_CONSENT = List.of(
            "GET /api/v1/notices",
            "POST /api/v1/me/consent",
            "GET /api/v1/me/data",
            "POST /api/v1/me/termination",
            "POST /api/v1/sign-out",
            "* /consent",
            "GET /notices/",
            "* /profile/termination",
            "POST /sign-out");

    private static final Pattern ONE_CLICK = Pattern.compile("/unsubscribe/[^/]+");

    private Routes() {}

    /**
     * A one-click unsubscribe, posted by a mail program and not by our form: the address itself is the secret (RFC
     * 8058).
     */
    static boolean isOneClick(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && ONE_CLICK.matcher(path(request)).matches();
    }

    static boolean isOpen(HttpServletRequest request) {
        return OPEN.stream().anyMatch(open -> matches(path(request), open));
    }

    /** The operator's addresses, at which users' sessions do not count. */
    static boolean isOperators(HttpServletRequest request) {
        return OperatorAddress.covers(path(request));
    }

    static boolean isApi(HttpServletRequest request) {
        return path(request).startsWith("/api/");
    }

    /** Whether users in this state may open this address. */
    static boolean isReachable(HttpServletRequest request, State state) {
        return isOpen(request)
                || switch (state) {
                    case NEW_PASSWORD_REQUIRED -> allows(BEFORE_PASSWORD, request);
                    case CONSENT_REQUIRED -> allows(BEFORE_CONSENT, request);
                    case ACTIVE -> true;
                };
    }

    /**
     * Whether the transaction that identifies the caller may stay open for the handler: the request has no body to wait for, and
     * leads to a door that asks the database. Open addresses may write large files, or use a connection of their own.
     */
    static boolean leadsToADoor(HttpServletRequest request) {
        return (HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod()))
                && !isOpen(request);
    }

    /** The path below the organisation's address. */
    static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static boolean allows(List<String> routes, HttpServletRequest request) {
        return routes.stream().anyMatch(route -> {
            var method = route.substring(0, route.indexOf(' '));
            return (method.equals("*") || method.equals(request.getMethod()))
                    && matches(path(request), route.substring(route.indexOf(' ') + 1));
        });
    }

    /** Whether the path is the route itself or below it. */
    private static boolean matches(String path, String route) {
        return route.endsWith("/") ? path.startsWith(route) : path.equals(route) || path.startsWith(route + "/");
    }
}
