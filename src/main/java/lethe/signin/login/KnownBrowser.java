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
 * The cookie that lets a user sign in from a known browser while others are guessing at their password. It is not set
 * before a sign-in succeeds, and nothing of it is stored on the server.
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

    /** Sets the cookie if a mark was created during this request. */
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
