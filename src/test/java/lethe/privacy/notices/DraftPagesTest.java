package lethe.privacy.notices;

import static lethe.privacy.notices.Wordings.draft;
import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.published;
import static lethe.privacy.notices.Wordings.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class DraftPagesTest {
    private static final String NOTICES = "/organisation/notices";

    @Autowired
    private Stage stage;

    private House house;
    private Api ada;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
        ada = house.ada().with("Accept-Language", "en").with("Accept", "text/html");
    }

    @Test
    void startsWithTheTextInForce() {
        var page = ada.page(NOTICES + "/new").body();

        assertThat(page).contains("name=\"texts.en.markdown\"", "name=\"texts.de.markdown\"", "# ");
    }

    @Test
    void aPreviewStoresNothing() {
        var shown = ada.form(
                NOTICES + "/new",
                Map.of("texts.en.markdown", "# Yours\n<script>x</script>", "texts.de.markdown", "", "preview", "true"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body())
                .contains("<h2>Yours</h2>", "&lt;script&gt;x", "# Yours", "There is no text in this language")
                .doesNotContain("<script>x");
        assertThat(house.ada().get("/notices").json().path("items")).hasSize(1);
    }

    @Test
    void normalisesLineEndsOfForms() {
        var saved = ada.form(
                NOTICES + "/new", Map.of("texts.en.markdown", "# Yours\r\n\r\nText\r\n", "texts.de.markdown", ""));

        assertThat(saved.status()).isEqualTo(303);
        assertThat(house.ada().get("/notices/2").json().at("/texts/en/markdown").asString())
                .isEqualTo("# Yours\n\nText\n");
    }

    @Test
    void keepsTheInputAndShowsErrors() {
        var refused = ada.form(NOTICES + "/new", Map.of("texts.en.markdown", "a\u0001", "texts.de.markdown", "Zwei"));
        var empty = ada.form(NOTICES + "/new", Map.of("texts.en.markdown", " ", "texts.de.markdown", ""));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Remove the character at position 2", ">Zwei</textarea>");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.body()).contains("Write the notice in at least one language");
    }

    @Test
    void detectsConflictingEdits() {
        var version = draft(house.ada(), english("Mine"));
        var page = NOTICES + "/" + version + "/edit";
        var was = fingerprint(ada.page(page));
        house.ada().put("/notices/" + version, english("Theirs"));

        var refused = ada.form(page, Map.of("texts.en.markdown", "Mine, longer", "was", was));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("Someone else has changed this draft", "Theirs", "Mine, longer");
        var again = ada.form(page, Map.of("texts.en.markdown", "Mine, longer", "was", fingerprint(refused)));
        assertThat(again.status()).isEqualTo(303);
    }

    @Test
    void detectsConflictingEditsAfterAPreview() {
        var version = draft(house.ada(), english("Mine"));
        var page = NOTICES + "/" + version + "/edit";
        var was = fingerprint(ada.page(page));
        house.ada().put("/notices/" + version, english("Theirs"));

        var preview = ada.form(page, Map.of("texts.en.markdown", "Mine", "was", was, "preview", "true"));

        assertThat(fingerprint(preview)).isEqualTo(was);
    }

    @Test
    void publicationShowsAffectedUsersAndChanges() {
        house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");
        var version = draft(house.ada(), english("# Quite another text"));

        var page = ada.page(NOTICES + "/" + version + "/publication").body();

        assertThat(page)
                .contains(
                        "2 users will be asked to decide again",
                        "no text in this language: German",
                        "<del>",
                        "Quite another text")
                .doesNotContain("checked");
    }

    @Test
    void publicationRequiresADateAndTheCurrentText() {
        var version = draft(house.ada(), english("Two"));
        var page = NOTICES + "/" + version + "/publication";
        var was = fingerprint(ada.page(page));

        assertThat(ada.form(page, Map.of("was", was)).status()).isEqualTo(422);
        assertThat(ada.form(page, Map.of("was", was, "start", "date", "from", ""))
                        .status())
                .isEqualTo(422);
        house.ada().put("/notices/" + version, english("Two, changed"));
        var changed = ada.form(page, Map.of("was", was, "start", "at-once"));
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.body()).contains("This draft was changed while you were looking", "Two, changed");
        assertThat(house.ada().get("/notices/" + version).text("status")).isEqualTo("DRAFT");

        var published = ada.form(page, Map.of("was", fingerprint(changed), "start", "at-once"));
        assertThat(published.http().headers().firstValue("Location"))
                .hasValue(NOTICES + "/" + version + "?done=notice-published");
        assertThat(house.ada().get("/notices/" + version).text("status")).isEqualTo("PUBLISHED");
    }

    @Test
    void overtakenDraftsCannotBePublished() {
        var older = draft(house.ada(), english("Two"));
        published(house.ada(), english("Three"));

        assertThat(ada.page(NOTICES + "/" + older + "/publication").body())
                .contains("Version 3 was published before this one")
                .doesNotContain("<button class=\"btn btn-primary\"");
    }

    @Test
    void publishedNoticesCannotBeEdited() {
        published(house.ada(), texts("Two", "Zwei"));

        assertThat(ada.page(NOTICES + "/2/edit").status()).isEqualTo(303);
        assertThat(ada.page(NOTICES + "/2/publication").status()).isEqualTo(303);
        assertThat(ada.page(NOTICES + "/2").body())
                .contains("Compared with the previous version", "/notices/2?language=de", "sha256:")
                .doesNotContain("/organisation/notices/2/edit");
        assertThat(ada.page(NOTICES).body()).contains("Current", "Superseded");
    }

    private static String fingerprint(Answer page) {
        return page.body().replaceAll("(?s).*name=\"was\" value=\"([^\"]+)\".*", "$1");
    }
}
