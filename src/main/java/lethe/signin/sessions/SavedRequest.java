package lethe.signin.sessions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import lethe.platform.personaldata.InBrowser;
import lethe.web.addresses.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Where a user was going when they had to sign in or decide first: in a cookie that lives as long as that may take.
 * Nothing is stored on the server, and no link can set it. Spring Security's {@code CookieRequestCache} does not
 * limit the length, and does not distinguish a form from a page.
 *
 * @param address below the organisation's address, including the query
 * @param unsent whether a form was held back; its content is not stored
 */
public record SavedRequest(String address, boolean unsent) {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(30);
    private static final int LONGEST = 1000;
    private static final char SENT = '!';

    static void keep(HttpServletRequest request, HttpServletResponse response) {
        var reads = HttpMethod.GET.matches(request.getMethod());
        var query = reads && request.getQueryString() != null ? "?" + request.getQueryString() : "";
        var onward = new SavedRequest(Routes.path(request) + query, !reads);
        if (onward.isOurs() && !onward.address().equals("/") && onward.address().length() <= LONGEST) {
            onward.write(LONG_ENOUGH, request, response);
        }
    }

    /** Empty if there is no saved address, or if it leads elsewhere. */
    public static Optional<SavedRequest> of(HttpServletRequest request) {
        return Cookies.read(request, InBrowser.ONWARD)
                .flatMap(SavedRequest::read)
                .filter(SavedRequest::isOurs);
    }

    public void forget(HttpServletRequest request, HttpServletResponse response) {
        write(Duration.ZERO, request, response);
    }

    private static Optional<SavedRequest> read(String value) {
        try {
            var text = URLDecoder.decode(value, StandardCharsets.UTF_8);
            var unsent = text.length() > 0 && text.charAt(0) == SENT;
            return Optional.of(new SavedRequest(unsent ? text.substring(1) : text, unsent));
        } catch (IllegalArgumentException notWritten) {
            return Optional.empty();
        }
    }

    /** Two slashes or a backslash would lead to another site. */
    private boolean isOurs() {
        return address.startsWith("/")
                && !address.startsWith("//")
                && address.indexOf('\\') < 0
                && address.chars().noneMatch(Character::isISOControl);
    }

    private void write(Duration life, HttpServletRequest request, HttpServletResponse response) {
        var text = life.isZero() ? "" : (unsent ? SENT : "") + address;
        var cookie = Cookies.of(
                        request,
                        InBrowser.ONWARD,
                        URLEncoder.encode(text, StandardCharsets.UTF_8),
                        Cookies.path(request))
                .sameSite("Strict")
                .maxAge(life)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
