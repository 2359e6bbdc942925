package lethe.signin.sessions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import lethe.platform.personaldata.InBrowser;
import lethe.platform.requests.SecretToken;
import lethe.web.addresses.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The cookie of a browser's session: not readable by scripts, and sent only to its organisation's address. */
public final class SessionCookie {
    private SessionCookie() {}

    public static ResponseCookie of(HttpServletRequest request, SecretToken token) {
        return cookie(request, token.text()).build();
    }

    /** Deletes the cookie of an ended session, and clears the browser's cache so that no page stays readable. */
    public static void forget(HttpServletRequest request, HttpServletResponse response) {
        add(response, cookie(request, "").maxAge(Duration.ZERO).build());
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    }

    /** For a terminated user: deletes the known-browser mark as well, which is now useless. */
    public static void forgetPerson(HttpServletRequest request, HttpServletResponse response) {
        forget(request, response);
        var mark = Cookies.of(request, InBrowser.BROWSER, "", Cookies.path(request))
                .sameSite("Strict");
        add(response, mark.maxAge(Duration.ZERO).build());
    }

    private static void add(HttpServletResponse response, ResponseCookie cookie) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    static Optional<String> read(HttpServletRequest request) {
        return Cookies.read(request, InBrowser.SESSION);
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(HttpServletRequest request, String value) {
        return Cookies.of(request, InBrowser.SESSION, value, Cookies.path(request))
                .sameSite("Lax");
    }
}
