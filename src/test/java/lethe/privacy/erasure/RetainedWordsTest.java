package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.privacy.erasure.ReceiptView.Phrase;
import lethe.privacy.inventory.PersonalDataField;
import lethe.privacy.inventory.RetainedData;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;

/** Everything that is kept has a ground, an end and words. */
class RetainedWordsTest extends UserOfEveryFeature {
    @Autowired
    private MessageSource messages;

    @Test
    void everyGroupHasAGroundAndAnEnd() {
        var receipt = terminate();

        var today = LocalDate.now(ZoneOffset.UTC);
        assertThat(receipt.path("format").asInt()).isEqualTo(2);
        assertThat(until(receipt, "firstName")).isEqualTo(today.plusYears(10).toString());
        assertThat(until(receipt, "consentEvidence"))
                .isEqualTo(today.plusYears(10).toString());
        assertThat(until(receipt, "signInTimes")).isEqualTo(today.plusDays(365).toString());
        assertThat(until(receipt, "auditEntries")).isEqualTo(today.plusYears(10).toString());
        assertThat(until(receipt, "terminationEntries"))
                .as("no job removes them")
                .isEqualTo("for good, being of ids alone");
        assertThat(until(receipt, "creationKey")).isEqualTo(today.plusDays(1).toString());
        assertThat(until(receipt, "importsMade")).isEqualTo(today.plusDays(30).toString());
        assertThat(until(receipt, "receipt")).isEqualTo("for good, being of ids alone");
        assertThat(until(receipt, "attestationsMade")).isEqualTo("until the data of the other person end");
        assertThat(until(receipt, "partnersDeactivated")).contains("partner is deleted");
        assertThat(receipt.path("retained").valueStream())
                .allSatisfy(group -> assertThat(group.path("ground").asString()).contains("GDPR"));
    }

    @Test
    void everyPhraseIsTranslated() {
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(inventory.ofUsers())
                    .flatExtracting(RetainedWordsTest::allWords)
                    .allMatch(word -> hasWords("receipt.what." + word, language));
            assertThat(holdings().fatesOfAnybody().stays())
                    .flatExtracting(kept -> phrases(kept))
                    .allMatch(
                            text -> hasWords("receipt.phrase." + Phrase.of(text).key(), language));
        }
    }

    /** A new column must declare its word on receipts. */
    @Test
    void everyColumnHasAWordForReceipts() {
        var owned = inventory.all().stream()
                .filter(PersonalDataField::saysWhose)
                .map(PersonalDataField::table)
                .collect(Collectors.toSet());

        assertThat(inventory.ofUsers())
                .filteredOn(field -> owned.contains(field.table()))
                .filteredOn(field -> !Set.of("work", "pending_forgetting").contains(field.table()))
                .allSatisfy(field ->
                        assertThat(field.called().word()).as(field.name()).isNotEmpty());
    }

    private lethe.privacy.inventory.Holdings holdings() {
        return context.getBean(lethe.privacy.inventory.Holdings.class);
    }

    private static List<String> phrases(RetainedData kept) {
        return kept.day() == null ? List.of(kept.ground(), kept.until()) : List.of(kept.ground());
    }

    private boolean hasWords(String key, Locale language) {
        return messages.getMessage(key, null, null, language) != null;
    }

    private static String until(JsonNode receipt, String word) {
        return receipt.path("retained")
                .valueStream()
                .filter(group -> group.path("what").valueStream().anyMatch(what -> what.asString()
                        .equals(word)))
                .map(group -> group.path("until").asString())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> allWords(PersonalDataField field) {
        return Stream.concat(
                        Stream.of(field.called().word()).filter(word -> !word.isEmpty()),
                        field.called().names().stream().map(naming -> naming.word()))
                .toList();
    }
}
