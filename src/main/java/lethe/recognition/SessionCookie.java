package lethe.recognition;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.kernel.SecretToken;
import org.springframework.http.ResponseCookie;

/** The cookie of a browser's session: out of scripts' reach, and only for the address of its organisation. */
public final class SessionCookie {
    private static final String NAME = "lethe_session";

    private SessionCookie() {}

    public static ResponseCookie of(HttpServletRequest request, SecretToken token) {
        return cookie(request, token.text()).build();
    }

    public static ResponseCookie none(HttpServletRequest request) {
        return cookie(request, "").maxAge(Duration.ZERO).build();
    }

    static Optional<String> read(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(HttpServletRequest request, String value) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .path(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
    }
}
