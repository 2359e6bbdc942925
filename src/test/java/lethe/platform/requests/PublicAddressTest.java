package lethe.platform.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class PublicAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://lethe.acme.test, https://lethe.acme.test, '', true",
        "HTTPS://Lethe.ACME.test//, https://lethe.acme.test, '', true",
        "https://acme.test:8443/Lethe/, https://acme.test:8443/Lethe, /Lethe, true",
        "https://acme.test/apps/lethe-1.0, https://acme.test/apps/lethe-1.0, /apps/lethe-1.0, true",
        "http://192.0.2.1:8080, http://192.0.2.1:8080, '', false",
        "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443, '', true",
        "' https://acme.test ', https://acme.test, '', true",
        "https://xn--bcher-kva.test, https://xn--bcher-kva.test, '', true",
        "https://acme.test/organisations, https://acme.test/organisations, /organisations, true",
    })
    void beginsLinks(String given, String base, String path, boolean https) {
        var address = address(given);

        assertThat(address.base()).hasToString(base);
        assertThat(address.link("/sign-in")).hasToString(base + "/sign-in");
        assertThat(address.path()).isEqualTo(path);
        assertThat(address.isHttps()).isEqualTo(https);
    }

    @ParameterizedTest
    @CsvSource({
        "lethe.acme.test, begin with https://",
        "lethe.acme.test:8443, begin with https://",
        "//lethe.acme.test, begin with https://",
        "ftp://lethe.acme.test, begin with https://",
        "javascript:alert(1), begin with https://",
        "https:/lethe.acme.test, begin with https://",
        "https://acme.test?a=b, remove the question mark",
        "https://acme.test/lethe?, remove the question mark",
        "https://acme.test#top, remove the #",
        "https://ada:hidden@acme.test, before the @",
        "https://ada@acme.test, before the @",
        "https://, not a web address",
        "https://acme.test:99999, up to 65535",
        "https://acme test, not a web address",
        "https://acme_test.example, xn--",
        "https://bücher.test, xn--",
        "https://acme.test/a//b, single slashes",
        "https://acme.test/../b, single slashes",
        "https://acme.test/%41, single slashes",
        "https://acme.test/ü, single slashes",
        "https://acme.test/o, uses itself",
        "https://acme.test/api/lethe, uses itself",
        "https://acme.test/health, uses itself",
    })
    void refusesInvalidUrlsWithARemedyWithoutQuotingThem(String given, String remedy) {
        assertThatThrownBy(() -> address(given))
                .isInstanceOfSatisfying(StartupRefused.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(2))
                .hasMessageStartingWith("LETHE_PUBLIC_URL ")
                .hasMessageContaining(remedy)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void refusesLongUrlsUnparsed() {
        assertThatThrownBy(() -> address("https://" + "a".repeat(1_000_000) + "!"))
                .hasMessageContaining("longer");
    }

    @Test
    void defaultsToThisMachine() {
        var address = new PublicAddress(new MockEnvironment().withProperty("local.server.port", "8080"));

        assertThat(address.base()).hasToString("http://localhost:8080");
        assertThat(address.isHttps()).isFalse();
        assertThat(address.path()).isEmpty();
    }

    private static PublicAddress address(String given) {
        return new PublicAddress(new MockEnvironment().withProperty("lethe.public-url", given));
    }
}
