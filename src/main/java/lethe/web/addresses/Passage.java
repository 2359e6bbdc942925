package lethe.web.addresses;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import lethe.web.addresses.Forwarded.Unreadable;
import org.jspecify.annotations.Nullable;

/**
 * The route of a request as told by trusted proxies. Each names its peer; reading from the right, the first peer that
 * is not trusted is the client. Everything to its left may be forged.
 *
 * @param client null if no proxy names it, empty if the proxy withholds it
 * @param scheme {@code http} or {@code https}, as the client used it; null if no proxy names it
 * @param host with port, if any
 */
record Passage(
        @Nullable String client,
        @Nullable String scheme,
        @Nullable String host) {
    /** More proxies in a row are unrealistic; further elements are ignored. */
    static final int MOST_HOPS = 20;

    private static final String HOST = "[A-Za-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:\\d{1,5})?";

    /** Whether the request has forwarding headers, genuine or forged. */
    static boolean isForwarded(Function<String, List<String>> headers) {
        return List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host").stream()
                .anyMatch(name -> !headers.apply(name).isEmpty());
    }

    /**
     * Evaluates the headers of a request whose peer is trusted.
     *
     * @throws Unreadable if they are malformed, or if the two kinds of headers disagree: one of them is then the
     *     client's own, and it is unknown which
     */
    static Passage of(Function<String, List<String>> headers, Predicate<InetAddress> trusted) throws Unreadable {
        var standard = walk(Forwarded.elements(headers.apply("Forwarded")), trusted);
        var usual = walk(usual(headers), trusted);
        return standard.with(usual);
    }

    private Passage with(Passage other) throws Unreadable {
        var agreed = new Passage(agreed(client, other.client), agreed(scheme, other.scheme), agreed(host, other.host));
        if (agreed.scheme != null && !agreed.scheme.matches("https?")
                || agreed.host != null && !agreed.host.matches(HOST)) {
            throw new Unreadable();
        }
        return agreed;
    }

    private static @Nullable String agreed(@Nullable String one, @Nullable String other) throws Unreadable {
        if (one != null && other != null && !one.equals(other)) {
            throw new Unreadable();
        }
        return one == null ? other : one;
    }

    private static Passage walk(List<Map<String, String>> elements, Predicate<InetAddress> trusted) {
        String client = null;
        Map<String, String> told = Map.of();
        for (var element : elements.reversed().stream().limit(MOST_HOPS).toList()) {
            var node = element.get("for");
            var hop = Optional.ofNullable(node).flatMap(Literal::parse);
            var unsaid = node != null && client == null ? "" : client;
            client = hop.map(InetAddress::getHostAddress).orElse(unsaid);
            told = element;
            if (hop.filter(trusted).isEmpty()) {
                break;
            }
        }
        return new Passage(client, lower(told.get("proto")), lower(told.get("host")));
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Converts {@code X-Forwarded-…} headers to elements; a single scheme or host applies to all elements. */
    private static List<Map<String, String>> usual(Function<String, List<String>> headers) {
        var clients = lastOf(headers.apply("X-Forwarded-For"));
        var schemes = lastOf(headers.apply("X-Forwarded-Proto"));
        var hosts = lastOf(headers.apply("X-Forwarded-Host"));
        var elements = new ArrayList<Map<String, String>>();
        var count = clients.isEmpty() && schemes.size() + hosts.size() > 0 ? 1 : clients.size();
        for (var fromRight = 1; fromRight <= count; fromRight++) {
            var element = new HashMap<String, String>();
            putIf(element, "for", clients, fromRight);
            putIf(element, "proto", schemes, fromRight);
            putIf(element, "host", hosts, fromRight);
            elements.addFirst(element);
        }
        return elements;
    }

    private static void putIf(Map<String, String> element, String name, List<String> values, int fromRight) {
        if (!values.isEmpty()) {
            element.put(name, values.get(Math.max(0, values.size() - fromRight)));
        }
    }

    private static List<String> lastOf(List<String> lines) {
        var all = Arrays.stream(String.join(",", lines).split(",", -1))
                .map(String::strip)
                .toList();
        return lines.isEmpty() ? List.of() : all.subList(Math.max(0, all.size() - MOST_HOPS), all.size());
    }
}
