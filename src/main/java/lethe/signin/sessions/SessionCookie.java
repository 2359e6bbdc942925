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

/** The cookie of a browser's session: out of scripts' reach, and only for the address of its organisation. */
public final class SessionCookie {
    private SessionCookie() {}

    public static ResponseCookie of(HttpServletRequest request, SecretToken token) {
        return cookie(request, token.text()).build();
    }

    /** Of a session that has ended: no page of it stays in the browser, not in the history either. */
    public static void forget(HttpServletRequest request, HttpServletResponse response) {
        add(response, cookie(request, "").maxAge(Duration.ZERO).build());
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    }

    /** Of somebody who is terminated: the mark of a browser that they came from is good for nothing any more. */
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
