package lethe.privacy.consent;

import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.published;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Consent records as data-protection officers read and export them. */
@LetheTest
class RecordPagesTest {
    @Autowired
    private Stage stage;

    private House house;
    private Api ada;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
        ada = house.ada().with("Accept-Language", "en").with("Accept", "text/html");
    }

    private Answer page(String path) {
        return ada.page(path);
    }

    @Test
    void showsWhoDecidedWhatWhenAndOnWhichWording() {
        var klara = house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");

        var page = page("/consents");

        assertThat(page.status()).isEqualTo(200);
        var hash = house.ada().get("/notices/1").json().at("/texts/en/hash").asString();
        assertThat(page.body())
                .contains(
                        "Klara Kanari",
                        "Consented",
                        "Consent attested",
                        "by the user, who first signed in with a temporary password from Ada Admin")
                .contains("title=\"" + hash, "/users/" + klara.id());
    }

    @Test
    void isFilteredByVersionAndAct() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        published(house.ada(), english("Two"));
        edo.api().post("/me/consent", Map.of("noticeVersion", 2, "decision", "REFUSE"));

        assertThat(count(page("/consents").body())).isEqualTo(2);
        assertThat(count(page("/consents?version=2").body())).isZero();
        assertThat(lines(page("/consents/export/csv?version=2&act="))).isEqualTo(1);
        assertThat(lines(page("/consents/export/csv?act=CONTINUE"))).isEqualTo(1);
        assertThat(lines(page("/consents/export/csv?act=CONTINUE&version=2"))).isZero();
        assertThat(page("/consents?act=CONTINUE&version=2").body()).contains("No records");
        assertThat(page("/consents?act=SOMETHING").status()).isEqualTo(400);
    }

    @Test
    void survivesATerminationWithIdsAndTheRetainedName() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        edo.api().post("/me/termination", Map.of());

        var csv = page("/consents/export/csv").body();

        assertThat(csv)
                .startsWith("\uFEFFuserId;name;act;at;noticeVersion;noticeHash;language;handover;byId;byName;"
                        + "newsletterId;newsletterVersion;wordsHash;words;way\r\n")
                .contains(edo.id() + ";Edo Kanari;CONTINUE;", ";1;sha256:", ";en;TEMPORARY_PASSWORD;" + house.adaId())
                .doesNotContain(edo.email());
    }

    @Test
    void exportsJsonAndRecordsTheExport() {
        house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");

        var file = page("/consents/export/json?act=CONTINUE");

        assertThat(file.http().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"consents.json\"");
        var list = JsonMapper.shared().readTree(file.body());
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/name").asString()).isEqualTo("Klara Kanari");
        assertThat(list.at("/0/noticeVersion").asInt()).isEqualTo(1);
        var entry = house.ada().get("/audit?action=consents.exported").json().at("/items/0/facts");
        assertThat(entry.path("format").asString()).isEqualTo("json");
        assertThat(entry.path("act").asString()).isEqualTo("CONTINUE");
        assertThat(page("/consents/export/json?version=9").body()).isEqualTo("[]\n");
        assertThat(page("/consents/export/xml").status()).isEqualTo(404);
    }

    @Test
    void escapesNamesThatLookLikeFormulas() {
        house.create("=HYPERLINK(1;2)", Stage.email("eve"), "EXTERNAL", "Viewer");

        assertThat(page("/consents/export/csv").body()).contains(";\"'=HYPERLINK(1;2) Kanari\";ATTESTED;");
    }

    @Test
    void pagesAndExportsWithoutGapsOrDuplicates() {
        for (var number = 0; number < 204; number++) {
            house.create("Person" + number, Stage.email("p"), "INTERNAL", "Viewer");
        }

        var listed = 0L;
        var next = Optional.of("/consents");
        while (next.isPresent()) {
            var page = page(next.get()).body();
            listed += count(page);
            next = Pattern.compile("/consents\\?after=[\\w-]+")
                    .matcher(page)
                    .results()
                    .map(MatchResult::group)
                    .findFirst();
        }
        var ids = page("/consents/export/csv").body().lines().skip(1).map(line -> line.split(";")[0]);

        assertThat(listed).isEqualTo(205);
        assertThat(ids).hasSize(205).doesNotHaveDuplicates();
        assertThat(page("/consents?after=rubbish").status()).isEqualTo(400);
    }

    @Test
    void countsAndListsPendingDecisions() {
        var klara = house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");
        Person edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        assertThat(page("/consents/undecided").body())
                .contains("Ada Admin")
                .doesNotContain("Klara Kanari", "Edo Kanari");

        published(house.ada(), english("Two"));
        edo.api().post("/me/consent", Map.of("noticeVersion", 2, "decision", "CONTINUE"));

        assertThat(page("/consents/undecided").body())
                .contains("Ada Admin", "/users/" + klara.id(), "version 2")
                .doesNotContain("Edo Kanari");
        klara.api().post("/me/termination", Map.of());
        assertThat(page("/consents/undecided").body()).doesNotContain("Klara Kanari");
    }

    @Test
    void hidesRecordsOfOtherOrganisations() {
        stage.house().person(stage.anybody(), "Foreign", "INTERNAL", "Viewer");

        assertThat(page("/consents").body()).doesNotContain("Foreign");
        assertThat(page("/consents/export/csv").body()).doesNotContain("Foreign");
    }

    private static long lines(Answer csv) {
        return csv.body().lines().count() - 1;
    }

    private static long count(String page) {
        return Pattern.compile("<strong>Consent attested</strong>")
                .matcher(page)
                .results()
                .count();
    }
}
