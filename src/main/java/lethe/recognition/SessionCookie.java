package lethe.recognition;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import lethe.addresses.Cookies;
import lethe.addresses.InBrowser;
import lethe.kernel.SecretToken;
import org.springframework.http.ResponseCookie;

/** The cookie of a browser's session: out of scripts' reach, and only for the address of its organisation. */
public final class SessionCookie {
    private SessionCookie() {}

    public static ResponseCookie of(HttpServletRequest request, SecretToken token) {
        return cookie(request, token.text()).build();
    }

    public static ResponseCookie none(HttpServletRequest request) {
        return cookie(request, "").maxAge(Duration.ZERO).build();
    }

    static Optional<String> read(HttpServletRequest request) {
        return Cookies.read(request, InBrowser.SESSION);
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(HttpServletRequest request, String value) {
        return Cookies.of(request, InBrowser.SESSION, value, Cookies.path(request))
                .sameSite("Lax");
    }
}
