package lethe.web.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import lethe.MovedClock;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.requests.PublicAddress;
import lethe.web.addresses.TrustedProxies.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

class TrustedProxiesTest {
    private static final String HTTPS = "https://acme.test";
    private final MovedClock clock = new MovedClock();

    @ParameterizedTest
    @CsvSource({
        "https://acme.test, '', 127.0.0.1, true",
        "https://acme.test, '', 127.8.0.1, true",
        "https://acme.test, '', ::1, true",
        "https://acme.test, '', 10.0.0.1, false",
        "http://acme.test, '', 127.0.0.1, false",
        "'', '', 127.0.0.1, false",
        "https://acme.test, none, 127.0.0.1, false",
        "https://acme.test, 10.0.0.0/8, 127.0.0.1, false",
        "'', ' 10.0.0.5 , fd00::/8', 10.0.0.5, true",
        "'', '10.0.0.5,fd00::/8', 10.0.0.6, false",
        "'', '10.0.0.5,fd00::/8', fd12::1, true",
        "'', 192.0.2.128/25, 192.0.2.127, false",
        "'', 192.0.2.128/25, ::ffff:192.0.2.128, true",
    })
    void trustsConfiguredProxies(String url, String trusted, String peer, boolean believed) {
        assertThat(proxies(url, trusted).trusts(InetAddress.ofLiteral(peer))).isEqualTo(believed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.acme.test",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "0.0.0.0/0",
                "::/0",
                "10",
                "10.0.0.5:80",
                "[::1]",
                "10.0.0.5 10.0.0.6",
                "10.0.0.5,,10.0.0.6",
                "none,10.0.0.5"
            })
    void explainsHowToWriteNetworks(String trusted) {
        assertThatThrownBy(() -> proxies(HTTPS, trusted))
                .isInstanceOfSatisfying(StartupRefused.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(2))
                .hasMessageStartingWith("LETHE_TRUSTED_PROXIES holds");
    }

    @Test
    void refusesExcessiveLists() {
        assertThatThrownBy(() -> proxies(HTTPS, "10.0.0.5,".repeat(100) + "10.0.0.5"))
                .hasMessageContaining("more than 100");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void reportsUntrustedProxiesInLogAndHealth(CapturedOutput log) {
        var proxies = proxies(HTTPS, "");
        assertThat(proxies.sentences()).isEmpty();

        for (var times = 0; times < 1000; times++) {
            proxies.met(Trouble.UNTRUSTED);
        }
        assertThat(log.getAll().split("LETHE_TRUSTED_PROXIES", -1)).hasSize(2);
        assertThat(proxies.sentences()).singleElement().asString().contains("LETHE_TRUSTED_PROXIES");

        clock.moveAhead(Duration.ofMinutes(61));
        assertThat(proxies.sentences()).isEmpty();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void withoutHttpsReportsNothing(CapturedOutput log) {
        var proxies = proxies("http://acme.test", "");

        proxies.met(Trouble.UNTRUSTED);

        assertThat(proxies.sentences()).isEmpty();
        assertThat(log.getAll()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.test, '', 0.0.0.0, true",
        "https://acme.test, '', 192.0.2.1, true",
        "https://acme.test, '', ::, true",
        "https://acme.test, '', 127.0.0.1, false",
        "https://acme.test, '', ::1, false",
        "https://acme.test, '', localhost, false",
        "https://acme.test, 10.0.0.5, 0.0.0.0, false",
        "https://acme.test, none, 0.0.0.0, false",
        "'', '', 0.0.0.0, false",
    })
    @ExtendWith(OutputCaptureExtension.class)
    void warnsAtStartAboutProxiesOnOtherMachines(
            String url, String trusted, String listening, boolean said, CapturedOutput log) {
        proxies(url, trusted, listening).warnAboutRemoteProxies();

        assertThat(log.getAll().contains("name yours in LETHE_TRUSTED_PROXIES")).isEqualTo(said);
    }

    private TrustedProxies proxies(String url, String trusted) {
        return proxies(url, trusted, "127.0.0.1");
    }

    private TrustedProxies proxies(String url, String trusted, String listening) {
        var environment = new MockEnvironment()
                .withProperty("lethe.public-url", url)
                .withProperty("lethe.trusted-proxies", trusted)
                .withProperty("server.address", listening);
        return new TrustedProxies(new PublicAddress(environment), environment, clock);
    }
}
