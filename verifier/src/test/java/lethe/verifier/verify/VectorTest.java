package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lethe.verifier.verify.VerificationResult.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** docs/receipt.md contains a test vector for authors of verifiers. */
class VectorTest {
    private static final Path PAGE = Path.of("docs/receipt.md");

    @TempDir
    private Path place;

    @Test
    void isTheOneGeneratedWithThePublicTestKeys() throws IOException {
        var made = new MadeReceipt(TestKey.FIRST, TestKey.SECOND);

        assertThat(Json.object(file())).isEqualTo(Json.object(made.file().toString()));
        assertThat(Files.readString(PAGE))
                .contains("key of the receipt      " + TestKey.FIRST.publicKey() + "\n")
                .contains("key of the checkpoint   " + TestKey.SECOND.publicKey() + "\n")
                .contains("facts.receipt           " + made.hash() + "\n")
                .contains("hash of a print         "
                        + ReceiptCheck.hash(made.file().path("receipt")) + "\n");
    }

    @Test
    void bothVerifiersGiveTheDocumentedResult() throws Exception {
        var first = TestKey.FIRST;
        var second = TestKey.SECOND;

        assertThat(verdict(first, second)).isEqualTo(Kind.PROVEN);
        assertThat(verdict()).isEqualTo(Kind.CONSISTENT);
        assertThat(verdict(first)).isEqualTo(Kind.CONSISTENT);
        assertThat(verdict(second)).isEqualTo(Kind.FALSE);
        assertThat(StrangersVerifier.verdict(place, file(), first.publicKey(), second.publicKey()))
                .isEqualTo("proven");
        assertThat(StrangersVerifier.verdict(place, file())).isEqualTo("consistent");
    }

    @Test
    void everyCharacterMatters() throws Exception {
        for (var member : List.of("storage", "keyDestroyedAt", "proofBy")) {
            var file = Json.object(file());
            var receipt = (ObjectNode) file.path("receipt");
            receipt.put(member, receipt.path(member).asString() + " ");
            assertThat(ReceiptCheck.check(file.toString(), List.of()).kind()).isEqualTo(Kind.FALSE);
        }
    }

    private static Kind verdict(TestKey... named) throws IOException {
        return ReceiptCheck.check(
                        file(),
                        java.util.Arrays.stream(named).map(TestKey::known).toList())
                .kind();
    }

    private static String file() throws IOException {
        var page = Files.readString(PAGE);
        var start = page.indexOf("```json\n", page.indexOf("## A test vector")) + "```json\n".length();
        return page.substring(start, page.indexOf("```", start));
    }
}
