package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SafeHeadersTest {
    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {"/sample", "/nowhere", "/sample/fault", "/api/v1/shapes", "/api/v1/refusals/fault", "/error"})
    void areOnEveryResponse(String address) throws Exception {
        var answer = Asking.ask(port, "GET", address).may("-").answer();

        assertThat(answer.header("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "style-src 'self';",
                        "form-action 'self'",
                        "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void letBrowsersCacheHashedAssets() throws Exception {
        var page = Asking.ask(port, "GET", "/sample").may("-").answer().body();
        var assets = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"")
                .matcher(page)
                .results()
                .toList();

        assertThat(assets).hasSize(5);
        for (var asset : assets) {
            var answer = Asking.ask(port, "GET", asset.group(1)).answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.response().headers().allValues("Cache-Control"))
                    .containsExactly("max-age=31536000, public, immutable");
            assertThat(asset.group(1)).matches("/assets/[a-z]+-[0-9a-f]{12}\\.(css|js|svg)");
        }
    }

    @Test
    void compressAssetsForClientsThatAcceptIt() throws Exception {
        var page = Asking.ask(port, "GET", "/sample").may("-").answer().body();
        var tabler = page.replaceAll("(?s).*(/assets/tabler-[^\"]+).*", "$1");

        var plain = Asking.ask(port, "GET", tabler).answer();
        var zipped = Asking.ask(port, "GET", tabler)
                .with("Accept-Encoding", "gzip, br")
                .answer();

        assertThat(plain.header("Content-Type")).isEqualTo("text/css;charset=UTF-8");
        assertThat(plain.body()).contains("@media (prefers-color-scheme:dark){:root{color-scheme:dark");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Vary")).contains("Accept-Encoding");
    }

    @Test
    void answer404ToOutdatedAssets() throws Exception {
        assertThat(Asking.ask(port, "GET", "/assets/lethe-000000000000.css")
                        .answer()
                        .status())
                .isEqualTo(404);
    }
}
