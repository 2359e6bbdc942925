package lethe.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.evidence.Verdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A second verifier, in another language, written from docs/receipt.md alone, finds what ours finds. */
@LetheTest
class StrangersVerifierTest {
    private static final Path SCRIPT = Path.of("src/test/resources/receipts/verifier.mjs");

    @TempDir
    private Path place;

    @Autowired
    private Stage stage;

    @Test
    void bothVerifiersFindTheSame() throws Exception {
        var house = stage.house();
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        var promised =
                house.ada().post("/users/" + klara + "/termination", Map.of()).body();
        var proven = whenProven(house, klara);

        agree(promised, Kind.PROMISED);
        agree(proven, Kind.PROVEN);
        for (var forged : forgeries(proven)) {
            assertThat(forged).isNotEqualTo(proven);
            agree(forged, Kind.FALSE);
        }
    }

    @Test
    void itIsShorterThanAnAfternoon() throws IOException {
        assertThat(Files.readAllLines(SCRIPT)).hasSizeLessThan(150);
    }

    private void agree(String file, Kind expected) throws Exception {
        assertThat(ReceiptCheck.check(file, List.of()).kind()).isEqualTo(expected);
        assertThat(stranger(file)).isEqualTo(expected.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** One letter changed in each part of the file, always so that it still is JSON. */
    private static List<String> forgeries(String file) {
        var forged = new ArrayList<String>();
        Stream.of(
                        "\"keyDestroyedAt\":\"2",
                        "\"erased\":[{\"holder\":\"",
                        "\"userId\":\"user_",
                        "\"publicKey\":\"MCowBQYDK2VwAyEA",
                        "\"signature\":\"",
                        "\"checkpoint\":\"lethe/org_",
                        "\"hashes\":[\"",
                        "\"entry\":\"{\\\"action\\\":\\\"user.")
                .forEach(start -> {
                    var at = file.indexOf(start) + start.length();
                    assertThat(file).contains(start);
                    forged.add(file.substring(0, at) + (file.charAt(at) == '3' ? '4' : '3') + file.substring(at + 1));
                });
        forged.add(file.replaceFirst("\"index\":\\d+", "\"index\":0"));
        forged.add(file.replaceFirst("\"treeSize\":(\\d+)", "\"treeSize\":1$1"));
        forged.add(file.replace("user.keys-destroyed", "user.keys-destroyer"));
        return forged;
    }

    private String stranger(String file) throws IOException, InterruptedException {
        var receipt = Files.writeString(place.resolve("receipt.json"), file);
        var node = new ProcessBuilder(node(), SCRIPT.toString(), receipt.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(node.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip().split(":")[0];
    }

    /** The browser tests bring one along. */
    private static String node() {
        var driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
        return driver.driverDir().resolve("node").toString();
    }

    private static String whenProven(Stage.House house, String person) throws InterruptedException {
        Answer answer = house.ada().get("/users/" + person + "/receipt");
        for (var tries = 0; !answer.json().has("proof") && tries < 50; tries++) {
            Thread.sleep(100);
            answer = house.ada().get("/users/" + person + "/receipt");
        }
        return answer.body();
    }
}
