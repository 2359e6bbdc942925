package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import lethe.platform.personaldata.InBrowser;
import lethe.signin.credentials.KnownBrowsers;
import lethe.web.addresses.Cookies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The cookie by which somebody who was let in from this browser before gets in although others guess at their password. It
 * is nobody's unless they sign in, and nothing of it is stored.
 */
final class KnownBrowser {
    private static final String MARK = KnownBrowser.class.getName();

    private KnownBrowser() {}

    static @Nullable String mark(HttpServletRequest request) {
        return Cookies.read(request, InBrowser.BROWSER).orElse(null);
    }

    static void keep(HttpServletRequest request, String mark) {
        request.setAttribute(MARK, mark);
    }

    /** The mark that was kept in the course of this request, if any. */
    static void write(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(MARK) instanceof String mark) {
            add(request, response, mark, KnownBrowsers.LIFE);
        }
    }

    private static void add(HttpServletRequest request, HttpServletResponse response, String mark, Duration life) {
        var cookie = Cookies.of(request, InBrowser.BROWSER, mark, Cookies.path(request))
                .sameSite("Strict")
                .maxAge(life)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
