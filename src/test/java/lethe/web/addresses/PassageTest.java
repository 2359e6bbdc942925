package lethe.web.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lethe.web.addresses.Forwarded.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trusted of forwarding headers; 10.0.0.0/8 and fd00::/8 are our proxies. */
class PassageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.66|203.0.113.66",
                "198.51.100.1, 203.0.113.66|203.0.113.66",
                "198.51.100.1,203.0.113.66,10.0.0.7|203.0.113.66",
                "203.0.113.66, 10.0.0.7, fd00::7|203.0.113.66",
                "203.0.113.66:4711|203.0.113.66",
                "2001:db8::1|2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]|2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]:4711, 10.0.0.7|2001:db8:0:0:0:0:0:1",
                "::ffff:203.0.113.66|203.0.113.66",
                "10.0.0.9, 10.0.0.7|10.0.0.9",
                "1.2.3.4, unknown, 10.0.0.7|10.0.0.7",
                "1.2.3.4, _hidden|''",
                "1.2.3.4, acme.test|''",
                "1.2.3.4, 1234567|''",
                "1.2.3.4, fe80::1%eth0|''",
                "1.2.3.4, 203.0.113.66:port|''",
                "1.2.3.4, [2001:db8::1|''",
                "1.2.3.4,|''",
            })
    void theClientIsTheLastUntrustedPeer(String header, String client) throws Unreadable {
        assertThat(passage("X-Forwarded-For", header).client()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=203.0.113.66|203.0.113.66",
                "For=\"203.0.113.66:4711\";Proto=https|203.0.113.66",
                "for=\"[2001:db8::1]:4711\"|2001:db8:0:0:0:0:0:1",
                "for=198.51.100.1;proto=http, for=203.0.113.66;proto=https;by=10.0.0.1 , for=10.0.0.7|203.0.113.66",
                "for=\"1.2.3.4, for=9.9.9.9\", for=203.0.113.66|203.0.113.66",
                "for=\"20\\3.0.113.66\"|203.0.113.66",
                "for=1.2.3.4, for=unknown|''",
                "for=1.2.3.4, for=\"_gazonk\"|''",
                "for=\"203.0.113.66:_port\"|203.0.113.66",
                "for=1.2.3.4, proto=https|",
            })
    void theStandardHeaderIsEquivalent(String header, String client) throws Unreadable {
        assertThat(passage("Forwarded", header).client()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=\"203.0.113.66",
                "for=a;for=b",
                "for=20\"3.0.113.66",
                "=203.0.113.66",
                "for",
                "for=",
                "f or=1.2.3.4",
                "for=1.2.3.4;proto=javascript",
                "for=1.2.3.4;host=\"evil.test/path\"",
                "for=1.2.3.4;host=\"evil.test@acme.test\""
            })
    void refusesMalformedHeaders(String header) {
        assertThatThrownBy(() -> passage("Forwarded", header)).isInstanceOf(Unreadable.class);
    }

    /** Otherwise clients could impersonate anyone by adding the header that the proxy does not set. */
    @Test
    void bothHeadersMustAgree() throws Unreadable {
        var agreed = passage("Forwarded", "for=203.0.113.66;proto=https", "X-Forwarded-For", "1.2.3.4, 203.0.113.66");
        assertThat(agreed.client()).isEqualTo("203.0.113.66");

        assertThatThrownBy(() -> passage("Forwarded", "for=1.2.3.4", "X-Forwarded-For", "203.0.113.66"))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> passage("Forwarded", "for=_hidden", "X-Forwarded-For", "203.0.113.66"))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> passage("Forwarded", "for=1.2.3.4;proto=http", "X-Forwarded-Proto", "https"))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void schemeAndHostComeFromTheFirstTrustedProxy() throws Unreadable {
        var two = passage(
                "X-Forwarded-For", "1.1.1.1, 203.0.113.66, 10.0.0.7",
                "X-Forwarded-Proto", "ftp, https, http",
                "X-Forwarded-Host", "evil.test, acme.test, inner.test");
        assertThat(two).isEqualTo(new Passage("203.0.113.66", "https", "acme.test"));

        var once = passage(
                "X-Forwarded-For", "203.0.113.66, 10.0.0.7",
                "X-Forwarded-Proto", "HTTPS",
                "X-Forwarded-Host", "[2001:db8::1]:8443");
        assertThat(once).isEqualTo(new Passage("203.0.113.66", "https", "[2001:db8::1]:8443"));

        var alone = passage("X-Forwarded-Proto", "http, https");
        assertThat(alone).isEqualTo(new Passage(null, "https", null));
    }

    @Test
    void longListsAreReadFromTheRight() throws Unreadable {
        var ours = "10.0.0.7, ".repeat(200_000);

        assertThat(passage("X-Forwarded-For", "203.0.113.66, " + ours + "10.0.0.8")
                        .client())
                .isEqualTo("10.0.0.7");
        assertThat(passage("X-Forwarded-For", "1.2.3.4, ".repeat(200_000) + "203.0.113.66")
                        .client())
                .isEqualTo("203.0.113.66");
        assertThat(passage("Forwarded", "for=1.2.3.4,".repeat(200_000) + "for=203.0.113.66")
                        .client())
                .isEqualTo("203.0.113.66");
    }

    @Test
    void severalHeaderLinesFormOneList() throws Unreadable {
        var lines = Map.of("X-Forwarded-For", List.of("1.2.3.4", "203.0.113.66, 10.0.0.7"));
        assertThat(Passage.of(name -> lines.getOrDefault(name, List.of()), PassageTest::isOurs)
                        .client())
                .isEqualTo("203.0.113.66");

        var openQuote = Map.of("Forwarded", List.of("for=\"1.2.3.4", "for=203.0.113.66"));
        assertThatThrownBy(() -> Passage.of(name -> openQuote.getOrDefault(name, List.of()), PassageTest::isOurs))
                .as("nothing that a client opens reaches into what the proxy adds")
                .isInstanceOf(Unreadable.class);
    }

    private static Passage passage(String... headersAndValues) throws Unreadable {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var at = 0; at < headersAndValues.length; at += 2) {
            headers.computeIfAbsent(headersAndValues[at], name -> new ArrayList<>())
                    .add(headersAndValues[at + 1]);
        }
        return Passage.of(name -> headers.getOrDefault(name, List.of()), PassageTest::isOurs);
    }

    private static boolean isOurs(InetAddress address) {
        return address.getHostAddress().startsWith("10.")
                || address.getHostAddress().startsWith("fd00:");
    }
}
