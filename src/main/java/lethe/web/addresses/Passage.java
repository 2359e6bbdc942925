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
 * How a request came here, as the proxies tell it that are trusted: each says who came to it, and the last of these whom
 * we do not trust is the client. What stands to the left of that one anybody may have written.
 *
 * @param client null where no proxy says, empty where the one that should does not want to
 * @param scheme {@code http} or {@code https}, as the client used it; null where no proxy says
 * @param host with its port, if any
 */
record Passage(
        @Nullable String client,
        @Nullable String scheme,
        @Nullable String host) {
    /** Nobody has more proxies in a row; what is beyond is not looked at. */
    static final int MOST_HOPS = 20;

    private static final String HOST = "[A-Za-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:\\d{1,5})?";

    /** Whether a proxy had a hand in it, or somebody would have us think so. */
    static boolean isForwarded(Function<String, List<String>> headers) {
        return List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host").stream()
                .anyMatch(name -> !headers.apply(name).isEmpty());
    }

    /**
     * From the headers of a request whose sender is trusted.
     *
     * @throws Unreadable where they cannot be read, or where the two kinds tell different stories: one of them is then the
     *     client's own, and nobody knows which
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

    /** The {@code X-Forwarded-…} headers, as if they were elements; a scheme or host that is told once is told of all. */
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
