package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import lethe.platform.kernel.UserId;
import lethe.privacy.erasure.ReceiptView.Phrase;
import lethe.privacy.inventory.RetainedData;
import org.junit.jupiter.api.Test;

class ReceiptViewTest {
    private static final String SIGNED = """
            {"id":"receipt_1","organisationId":"org_1","userId":"user_1","terminatedAt":"2026-11-21T18:36:04.123Z",
             "self":false,"keyDestroyedAt":"2026-11-21T18:36:04.200Z",
             "erased":[{"holder":"users","what":["email"]},{"holder":"signin","what":["password"]}],
             "retained":{"what":["firstName"],"ground":"audit","until":"2036-11-21"},
             "outOfReach":["files downloaded before"],"storage":"overwritten in place","support":["privacy@acme.example"],
             "auditEntries":["entry_1","entry_2"],"leafHashes":["AA==","AQ=="],"proofBy":"2026-11-21T18:36:09.200Z",
             "keyId":"ed25519-1","publicKey":"AA==","more":"later","signature":"c2ln"}
            """;

    @Test
    void parsesASignedReceipt() {
        var receipt = new Receipt(new UserId(new UUID(0, 1)), SIGNED);

        var view = receipt.view();

        assertThat(view.keyDestroyedAt()).isEqualTo(Instant.parse("2026-11-21T18:36:04.200Z"));
        assertThat(view.terminatedBy()).isNull();
        assertThat(view.erased())
                .containsExactly(
                        new ErasedItem("users", List.of("email")), new ErasedItem("signin", List.of("password")));
        assertThat(view.retained()).containsExactly(new RetainedData(List.of("firstName"), "audit", "2036-11-21"));
        assertThat(view.retained().getFirst().day()).isEqualTo(LocalDate.parse("2036-11-21"));
        assertThat(view.format()).isNull();
        assertThat(view.leafHashes()).containsExactly("AA==", "AQ==");
    }

    @Test
    void separatesTheDayFromAPhrase() {
        var phrase = Phrase.of("names in database backups, due for deletion by 2036-12-26");

        assertThat(phrase.key()).isEqualTo("names-in-database-backups-due-for-deletion-by");
        assertThat(phrase.day()).isEqualTo(LocalDate.parse("2036-12-26"));
        assertThat(phrase.remark()).isNull();
    }

    @Test
    void separatesTheFileSystemFromAPhrase() {
        var phrase = Phrase.of("old blocks may remain (overlay)");

        assertThat(phrase.key()).isEqualTo("old-blocks-may-remain");
        assertThat(phrase.remark()).isEqualTo("overlay");
        assertThat(phrase.day()).isNull();
    }

    @Test
    void translatesLegalGrounds() throws IOException {
        for (var language : List.of("en", "de")) {
            assertThat(texts(language))
                    .containsKey("receipt.phrase." + Phrase.of(Receipts.GROUND).key());
        }
    }

    @Test
    void translatesWhatIsOutOfReach() throws IOException {
        for (var language : List.of("en", "de")) {
            var texts = texts(language);
            assertThat(ReceiptIssuer.OUT_OF_REACH)
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(phrase -> assertThat(texts)
                            .containsKey("receipt.phrase." + Phrase.of(phrase).key()));
        }
    }

    @Test
    void parsesTheListOfFormatTwo() {
        var second = SIGNED.replace("\"retained\":{", "\"format\":2,\"retained\":[{")
                .replace(
                        "\"until\":\"2036-11-21\"}",
                        "\"until\":\"2036-11-21\"},"
                                + "{\"what\":[\"receipt\"],\"ground\":\"proof\",\"until\":\"for good\"}]");

        var view = new Receipt(new UserId(new UUID(0, 1)), second).view();

        assertThat(view.format()).isEqualTo(2);
        assertThat(view.retained()).hasSize(2);
        assertThat(view.retained().getLast().day()).isNull();
    }

    private static Properties texts(String language) throws IOException {
        var texts = new Properties();
        try (var file =
                Files.newBufferedReader(Path.of("src/main/resources/messages/privacy_" + language + ".properties"))) {
            texts.load(file);
        }
        return texts;
    }
}
