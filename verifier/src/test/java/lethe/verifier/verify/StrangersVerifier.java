package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A second verifier, in another language, written only from docs/receipt.md. */
final class StrangersVerifier {
    static final Path SCRIPT = Path.of("verifier/src/test/resources/receipts/verifier.mjs");

    private StrangersVerifier() {}

    /** Its result, in one word. */
    static String verdict(Path place, String file, String... keys) throws IOException, InterruptedException {
        var receipt = Files.writeString(Files.createTempFile(place, "receipt", ".json"), file);
        var typed = Stream.concat(Stream.of(node(), SCRIPT.toString(), receipt.toString()), Stream.of(keys));
        var process =
                new ProcessBuilder(typed.toList()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip().split(":")[0];
    }

    /** The Node.js that the browser tests include. */
    private static String node() {
        var driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
        return driver.driverDir().resolve("node").toString();
    }
}
