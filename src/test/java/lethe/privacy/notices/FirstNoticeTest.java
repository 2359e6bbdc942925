package lethe.privacy.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.privacy.inventory.Inventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** An organisation's first notice: a short and plain summary, then details by purpose, then the whole inventory. */
@LetheTest
class FirstNoticeTest {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
    private static final int MOST_WORDS = 200;

    /**
     * "Plain" begins at 60 in either formula; the second layer cites articles of the law and may be slightly harder.
     */
    private static final Map<String, Double> EASE = Map.of("summary", 60.0, "markdown", 50.0);

    @Autowired
    private Stage stage;

    @Autowired
    private Inventory inventory;

    @Test
    void theSummaryIsShortAndComplete() {
        assertThat(text(Locale.ENGLISH, "summary"))
                .contains("name", "email address", "sign-in data", "Why", "How long", "Who sees it", "never who")
                .contains("10 years", "House", "refuse", "complain");
        assertThat(text(Locale.GERMAN, "summary"))
                .contains("Name", "E-Mail-Adresse", "Anmeldung", "Wozu", "Wie lange", "Wer es sieht", "nie, von wem")
                .contains("10 Jahre", "House", "ablehnen", "beschweren");
        assertThat(LANGUAGES).allSatisfy(language -> assertThat(NewNotice.words(text(language, "summary")))
                .isBetween(80L, (long) MOST_WORDS));
    }

    @Test
    void theFirstTwoLayersAreReadable() {
        for (var language : LANGUAGES) {
            EASE.forEach((layer, least) -> assertThat(ReadingEase.of(text(language, layer), language))
                    .as(language + " " + layer)
                    .isGreaterThan(least));
        }
    }

    @Test
    void theFirstTwoLayersAvoidTableAndColumnNames() {
        var names = inventory.all().stream()
                .flatMap(datum -> Stream.of(datum.table(), datum.column(), datum.name()))
                .filter(name -> name.contains("_") || name.contains("."))
                .distinct()
                .toList();

        for (var language : LANGUAGES) {
            for (var layer : List.of("summary", "markdown")) {
                assertThat(text(language, layer))
                        .doesNotContain(names)
                        .doesNotContain("|", "{", "}", "[")
                        .contains("House");
            }
        }
    }

    @Test
    void theSecondLayerCoversEveryGroup() {
        for (var language : LANGUAGES) {
            var headings = inventory.groups(language).keySet().stream()
                    .filter(group -> !group.key().equals("partners"))
                    .map(group -> "## " + inventory.group(group, language))
                    .toList();
            assertThat(headings).hasSize(6);
            assertThat(text(language, "markdown")).contains(headings);
        }
    }

    @Test
    void theRegisterListsEverythingStored() {
        var house = stage.house();
        var notice = house.ada().get("/notices/1").json();
        var organisation = OrganisationId.parse(house.id()).orElseThrow();

        for (var language : LANGUAGES) {
            var text =
                    notice.at("/texts/" + language.getLanguage() + "/register").asString();
            var groups = TenantContext.in(organisation, () -> inventory.groups(language));
            assertThat(groups).hasSizeGreaterThan(5).allSatisfy((group, lines) -> {
                assertThat(text).contains("## " + inventory.group(group, language));
                assertThat(lines).allSatisfy(line -> assertThat(text)
                        .contains("| "
                                + String.join(
                                        " | ",
                                        line.what(),
                                        line.purpose(),
                                        line.basis(),
                                        line.retention(),
                                        line.recipients(),
                                        line.atTermination())
                                + " |"));
            });
        }
    }

    @Test
    void everyColumnOfAUserIsInExactlyOneGroup() {
        var grouped = inventory.groups(Locale.ENGLISH).values().stream()
                .flatMap(List::stream)
                .flatMap(line -> line.columns().stream().map(column -> line.table() + "." + column))
                .toList();

        assertThat(grouped)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(inventory.lines(Locale.ENGLISH).stream()
                        .flatMap(line -> line.columns().stream().map(column -> line.table() + "." + column))
                        .toList());
    }

    @Test
    void allLayersAreHashedTogether() {
        var text = notice().at("/texts/en");

        assertThat(text.path("hash").asString())
                .isEqualTo(Notice.Text.of(1, "en", layers(text)).hash())
                .isNotEqualTo(
                        Notice.Text.of(1, "en", new Layers(null, layers(text).markdown(), null))
                                .hash());
    }

    @ParameterizedTest
    @CsvSource({
        "access,2",
        "table,2",
        "signing,2",
        "data,2",
        "erased,2",
        "name,1",
        "receipt,2",
        "terminated,4",
        "people,2",
        "used,1"
    })
    void syllablesOfEnglish(String word, int syllables) {
        assertThat(ReadingEase.syllables(word, Locale.ENGLISH)).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource({"Konto,2", "Anmeldung,3", "gehen,2", "Plattform,2", "Daten,2", "Ihr,1", "Dienstleister,3"})
    void syllablesOfGerman(String word, int syllables) {
        assertThat(ReadingEase.syllables(word, Locale.GERMAN)).isEqualTo(syllables);
    }

    private String text(Locale language, String layer) {
        return notice().at("/texts/" + language.getLanguage() + "/" + layer).asString();
    }

    private JsonNode notice() {
        return stage.house().ada().get("/notices/1").json();
    }

    private static Layers layers(JsonNode text) {
        return new Layers(
                text.path("summary").asString(),
                text.path("markdown").asString(),
                text.path("register").asString());
    }
}
