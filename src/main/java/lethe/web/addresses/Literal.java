package lethe.web.addresses;

import java.net.InetAddress;
import java.util.Optional;

/** An IP address as proxies write it. Host names are never resolved. */
final class Literal {
    private static final int LONGEST = 60;

    private Literal() {}

    /**
     * Accepts {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code 2001:db8::1} and {@code [2001:db8::1]:4711}; empty for
     * anything else.
     */
    static Optional<InetAddress> parse(String node) {
        return node.length() > LONGEST ? Optional.empty() : address(withoutPort(node.strip()));
    }

    private static String withoutPort(String node) {
        var colon = node.indexOf(':');
        if (node.startsWith("[")) {
            var end = node.indexOf(']');
            var rest = end < 0 ? "?" : node.substring(end + 1);
            return rest.isEmpty() || isPort(rest) ? node.substring(1, end) : "";
        } else if (colon >= 0 && colon == node.lastIndexOf(':')) {
            return isPort(node.substring(colon)) ? node.substring(0, colon) : "";
        } else {
            return node;
        }
    }

    /** Obfuscated ports are valid as well (RFC 7239, section 6). */
    private static boolean isPort(String text) {
        return text.matches(":(\\d{1,5}|_[A-Za-z0-9._-]{1,20})");
    }

    /** Like {@link #parse}, without port and brackets. */
    static Optional<InetAddress> plain(String text) {
        return text.length() > LONGEST || text.indexOf('[') >= 0 ? Optional.empty() : address(text);
    }

    /**
     * Four numbers, or IPv6 without a zone. Shorter IPv4 notations, which {@link InetAddress#ofLiteral} accepts, are
     * refused.
     */
    private static Optional<InetAddress> address(String text) {
        var dots = text.chars().filter(letter -> letter == '.').count();
        if (text.indexOf(':') < 0 && dots != 3 || text.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
