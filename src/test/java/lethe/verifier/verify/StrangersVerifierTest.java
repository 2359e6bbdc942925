package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.verifier.verify.VerificationResult.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A second verifier, in another language, written from docs/receipt.md alone, finds what ours finds. */
@LetheTest
class StrangersVerifierTest {
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
        agree(proven, Kind.CONSISTENT);
        for (var forged : forgeries(proven)) {
            assertThat(forged).isNotEqualTo(proven);
            agree(forged, Kind.FALSE);
        }
    }

    @Test
    void itIsShorterThanAnAfternoon() throws IOException {
        assertThat(Files.readAllLines(StrangersVerifier.SCRIPT)).hasSizeLessThan(200);
    }

    private void agree(String file, Kind expected) throws Exception {
        assertThat(ReceiptCheck.check(file, List.of()).kind()).isEqualTo(expected);
        assertThat(StrangersVerifier.verdict(place, file))
                .isEqualTo(expected.name().toLowerCase(java.util.Locale.ROOT));
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

    private static String whenProven(Stage.House house, String person) throws InterruptedException {
        Answer answer = house.ada().get("/users/" + person + "/receipt");
        for (var tries = 0; !answer.json().has("proof") && tries < 300; tries++) {
            Thread.sleep(100);
            answer = house.ada().get("/users/" + person + "/receipt");
        }
        return answer.body();
    }
}
