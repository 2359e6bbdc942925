package lethe.privacy.notices;

import static lethe.privacy.notices.Wordings.draft;
import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.german;
import static lethe.privacy.notices.Wordings.publish;
import static lethe.privacy.notices.Wordings.published;
import static lethe.privacy.notices.Wordings.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import lethe.Api;
import lethe.AtOnce;
import lethe.Stage;
import org.junit.jupiter.api.Test;

/** Writing drafts of notices over REST. */
class NoticesTest extends OrganisationWithNotices {
    @Test
    void aDraftGetsTheNextVersionAndAsksNoOne() throws Exception {
        var written = house.ada().post("/notices", texts("# Ours\n", "# Unsere ä\n"));

        assertThat(written.status()).isEqualTo(201);
        assertThat(written.http().headers().firstValue("Location")).hasValue("/api/v1/notices/2");
        assertThat(written.json().propertyNames()).containsExactly("version", "status", "current", "texts");
        assertThat(written.text("status")).isEqualTo("DRAFT");
        assertThat(written.json().path("current").asBoolean()).isFalse();
        var sha = MessageDigest.getInstance("SHA-256").digest("# Unsere ä\n".getBytes(StandardCharsets.UTF_8));
        assertThat(written.json().at("/texts/de").toString())
                .contains(
                        "\"# Unsere ä\\n\"",
                        "\"sha256:" + HexFormat.of().formatHex(sha) + "\"",
                        "\"/notices/2?language=de\"");
        assertThat(house.ada().get("/notices/current").json().path("version").asInt())
                .isEqualTo(1);
    }

    @Test
    void changingADraftCanRemoveALanguage() {
        var version = draft(house.ada(), texts("Two", "Zwei"));

        var changed = house.ada().put("/notices/" + version, german("Zwei und mehr"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("texts").propertyNames()).containsExactly("de");
        assertThat(house.ada().get("/notices/" + version).json()).isEqualTo(changed.json());
    }

    @Test
    void reportsValidationErrors() {
        assertThat(errors(house.ada().post("/notices", Map.of()))).containsExactly("texts notice.no-text");
        assertThat(errors(house.ada().post("/notices", Map.of("texts", Map.of()))))
                .containsExactly("texts notice.no-text");
        assertThat(errors(house.ada().post("/notices", texts(" \n", "a\u0000b"))))
                .containsExactly("texts.en.markdown required", "texts.de.markdown control-character");
        assertThat(errors(house.ada().post("/notices", english("x".repeat(50_001)))))
                .containsExactly("texts.en.markdown too-long");
        assertThat(errors(house.ada().post("/notices", english("\n".repeat(2_000) + "x"))))
                .containsExactly("texts.en.markdown notice.too-many-lines");
        assertThat(statuses()).containsExactly("1 PUBLISHED");
    }

    @Test
    void reportsUnknownFields() {
        var french = house.ada().post("/notices", Map.of("texts", Map.of("fr", Map.of("markdown", "Deux"))));
        var hashed = house.ada()
                .post("/notices", Map.of("texts", Map.of("en", Map.of("markdown", "Two", "hash", "sha256:…"))));

        assertThat(french.status()).isEqualTo(400);
        assertThat(french.problem()).isEqualTo("unknown-field");
        assertThat(hashed.status()).isEqualTo(400);
        assertThat(house.ada().put("/notices/9", english("Nine")).status()).isEqualTo(404);
        assertThat(publish(house.ada(), 9, Map.of()).status()).isEqualTo(404);
        assertThat(house.ada().put("/notices/9", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void concurrentDraftsGetSeparateVersions() throws Exception {
        var answers = AtOnce.atOnce(() -> house.ada().post("/notices", english("A")), () -> house.ada()
                .post("/notices", english("B")));

        assertThat(answers.stream().map(it -> it.json().path("version").asInt()))
                .containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void theSameKeyCreatesOneDraft() {
        var keyed = house.ada().with("Idempotency-Key", "notice-1");

        var first = keyed.post("/notices", english("Two"));
        var again = keyed.post("/notices", english("Two"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.http().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(statuses()).containsExactly("2 DRAFT", "1 PUBLISHED");
    }

    @Test
    void draftsRequireManageOrganisation() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();
        draft(house.ada(), english("Not yet"));
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
        publish(house.ada(), draft(house.ada(), english("Soon")), Map.of("from", day));

        assertThat(vera.get("/notices/2").status()).isEqualTo(404);
        assertThat(vera.get("/notices/3").text("status")).isEqualTo("SCHEDULED");
        assertThat(vera.get("/notices").json().path("items")).hasSize(2);
        assertThat(vera.post("/notices", english("Mine")).status()).isEqualTo(403);
        assertThat(stage.house().ada().get("/notices/2").status()).isEqualTo(404);
    }

    @Test
    void theListIsPaged() {
        draft(house.ada(), english("Two"));
        draft(house.ada(), english("Three"));

        var first = house.ada().get("/notices?limit=2");
        var rest = house.ada().get("/notices?limit=2&after=" + first.text("next"));

        assertThat(first.json().at("/items/1/version").asInt()).isEqualTo(2);
        assertThat(rest.json().path("items")).hasSize(1);
        assertThat(rest.json().path("next").isNull()).isTrue();
    }

    @Test
    void aSingleLanguageIsShownToEveryone() {
        published(house.ada(), german("Nur auf Deutsch"));
        var klara = signedIn("klara");

        klara.with("Accept-Language", "en").post("/me/consent", Map.of("noticeVersion", 2, "decision", "CONTINUE"));

        assertThat(klara.get("/me/consents").json().at("/items/1/language").asString())
                .isEqualTo("de");
    }

    private Api signedIn(String who) {
        var email = Stage.email(who);
        var form = new TreeMap<>(house.form("Klara", email, "INTERNAL", "Viewer"));
        form.put("consent", Map.of("given", true, "noticeVersion", 2, "language", "de"));
        var password = house.ada().post("/users", form).text("temporaryPassword");
        var first = stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", password));
        var second =
                stage.anybody().as(first.text("token")).post("/me/password", Map.of("newPassword", Stage.PASSWORD));
        return stage.anybody().as(second.text("token"));
    }
}
