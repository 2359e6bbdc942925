package lethe.web.addresses;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.personaldata.InBrowser;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseCookie.ResponseCookieBuilder;

/**
 * How every cookie of ours is written and read: out of scripts' reach; over https also sent over https alone, under a name
 * that browsers let nobody else set (RFC 6265bis, section 4.1.3), not a neighbouring host and nobody who listens in.
 */
public final class Cookies {
    private static final String HOST = "__Host-";
    private static final String SECURE = "__Secure-";

    private Cookies() {}

    /** A cookie for the addresses below this path; how long it lives and who sends it along is the caller's. */
    public static ResponseCookieBuilder of(HttpServletRequest request, InBrowser what, String value, String path) {
        return ResponseCookie.from(named(request.isSecure(), what, path), value)
                .httpOnly(true)
                .secure(request.isSecure())
                .path(path);
    }

    /** Where this request's organisation is, or all of Lethe. */
    public static String path(HttpServletRequest request) {
        return request.getContextPath().isEmpty() ? "/" : request.getContextPath();
    }

    /** What a cookie of ours holds, whichever path it is for, the narrowest first; over https never what came without it. */
    public static Optional<String> read(HttpServletRequest request, InBrowser what) {
        var name = what.cookie();
        var names = request.isSecure() ? Stream.of(SECURE + name, HOST + name) : Stream.of(name);
        return names.flatMap(one -> read(request.getCookies(), one)).findFirst();
    }

    /** What a cookie is called, over https and without. */
    public static String named(boolean secure, InBrowser what, String path) {
        var name = what.cookie();
        if (secure) {
            return (path.equals("/") ? HOST : SECURE) + name;
        } else {
            return name;
        }
    }

    private static Stream<String> read(Cookie[] cookies, String name) {
        return Stream.ofNullable(cookies)
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue);
    }
}
