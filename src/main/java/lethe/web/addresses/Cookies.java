package lethe.web.addresses;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.personaldata.InBrowser;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseCookie.ResponseCookieBuilder;

/**
 * Writes and reads all our cookies. They are HTTP-only; over HTTPS they are also secure, with a name prefix (RFC
 * 6265bis, section 4.1.3) that keeps neighbouring hosts and attackers on plain HTTP from setting them.
 */
public final class Cookies {
    private static final String HOST = "__Host-";
    private static final String SECURE = "__Secure-";

    private Cookies() {}

    /** Builds a cookie for this path and below. The caller sets lifetime and same-site policy. */
    public static ResponseCookieBuilder of(HttpServletRequest request, InBrowser what, String value, String path) {
        return ResponseCookie.from(named(request.isSecure(), what, path), value)
                .httpOnly(true)
                .secure(request.isSecure())
                .path(path);
    }

    /** The path of the organisation in the request, or the root of Lethe. */
    public static String path(HttpServletRequest request) {
        return request.getContextPath().isEmpty() ? "/" : request.getContextPath();
    }

    /** Reads a cookie of any path, the narrowest first. Over HTTPS, cookies without a secure prefix are ignored. */
    public static Optional<String> read(HttpServletRequest request, InBrowser what) {
        var name = what.cookie();
        var names = request.isSecure() ? Stream.of(SECURE + name, HOST + name) : Stream.of(name);
        return names.flatMap(one -> read(request.getCookies(), one)).findFirst();
    }

    /** The full name of a cookie, with its prefix over HTTPS. */
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
