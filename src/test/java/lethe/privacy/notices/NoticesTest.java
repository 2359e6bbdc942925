package lethe.privacy.notices;

import static lethe.privacy.notices.Wordings.draft;
import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.german;
import static lethe.privacy.notices.Wordings.publish;
import static lethe.privacy.notices.Wordings.published;
import static lethe.privacy.notices.Wordings.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.AtOnce;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Writing and publishing notices over REST. */
@LetheTest
class NoticesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

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
    void isPublishedIrrevocably() {
        var version = draft(house.ada(), texts("Two", "Zwei"));

        var published = publish(house.ada(), version, Map.of());
        var again = publish(house.ada(), version, Map.of());
        var changed = house.ada().put("/notices/2", english("Three"));

        assertThat(published.status()).isEqualTo(200);
        assertThat(published.text("status")).isEqualTo("PUBLISHED");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(published.body());
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.problem()).isEqualTo("changed-meanwhile");
        assertThat(changed.json().path("current")).isEqualTo(published.json());
        assertThat(statuses()).containsExactly("2 PUBLISHED", "1 SUPERSEDED");
        assertThat(audited("notice.published")).hasSize(2);
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
    void refusesInvalidPastAndDistantDates() {
        var version = draft(house.ada(), english("Two"));
        var today = LocalDate.now(ZoneOffset.UTC);

        assertThat(publish(house.ada(), version, Map.of("from", "soon")).status())
                .isEqualTo(400);
        assertThat(publish(house.ada(), version, Map.of("from", 20261201)).status())
                .isEqualTo(400);
        for (var day : List.of(today.minusDays(1), today.plusDays(366))) {
            assertThat(errors(publish(house.ada(), version, Map.of("from", day.toString()))))
                    .containsExactly("from range-days");
        }
        assertThat(house.ada().get("/notices/" + version).text("status")).isEqualTo("DRAFT");
    }

    @Test
    void todaysDateMeansImmediately() {
        var today = LocalDate.now(ZoneOffset.UTC).toString();

        var published = publish(house.ada(), draft(house.ada(), english("Two")), Map.of("from", today));

        assertThat(published.text("status")).isEqualTo("PUBLISHED");
    }

    @Test
    void scheduledNoticesAreReplacedByNewerVersions() {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(9).toString();
        var scheduled = publish(house.ada(), draft(house.ada(), english("Two")), Map.of("from", day));

        assertThat(scheduled.text("status")).isEqualTo("SCHEDULED");
        assertThat(scheduled.text("publishedAt")).isEqualTo(day + "T00:00:00.000Z");
        assertThat(publish(house.ada(), 2, Map.of("from", day)).body()).isEqualTo(scheduled.body());
        assertThat(publish(house.ada(), 2, Map.of()).status()).isEqualTo(409);
        assertThat(house.ada().put("/notices/2", english("Else")).status()).isEqualTo(409);
        assertThat(statuses()).containsExactly("2 SCHEDULED", "1 PUBLISHED");
        published(house.ada(), english("Three"));
        assertThat(statuses()).containsExactly("3 PUBLISHED", "2 SUPERSEDED", "1 SUPERSEDED");
    }

    @Test
    void olderDraftsCannotReplaceNewerVersions() {
        var older = draft(house.ada(), english("Two"));
        var newer = published(house.ada(), english("Three"));

        var late = publish(house.ada(), older, Map.of());

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("changed-meanwhile");
        assertThat(late.json().at("/current/version").asInt()).isEqualTo(newer);
        assertThat(statuses()).containsExactly("3 PUBLISHED", "2 DRAFT", "1 SUPERSEDED");
    }

    @Test
    void concurrentPublicationsLeaveOneInForce() throws Exception {
        for (var round = 0; round < 5; round++) {
            var one = draft(house.ada(), english("One of round " + round));
            var other = draft(house.ada(), english("Other of round " + round));

            var answers = AtOnce.atOnce(
                    () -> publish(house.ada(), one, Map.of()), () -> publish(house.ada(), other, Map.of()));

            assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
            assertThat(statuses()).first().isEqualTo(other + " PUBLISHED");
            assertThat(statuses()).filteredOn(it -> it.endsWith("PUBLISHED")).hasSize(1);
        }
    }

    @Test
    void aConcurrentChangeIsPublishedOrRefused() throws Exception {
        for (var round = 0; round < 5; round++) {
            var version = draft(house.ada(), english("Before"));

            var answers = AtOnce.atOnce(() -> publish(house.ada(), version, Map.of()), () -> house.ada()
                    .put("/notices/" + version, english("After")));

            var changed = answers.getLast().status();
            var words = house.ada()
                    .get("/notices/" + version)
                    .json()
                    .at("/texts/en/markdown")
                    .asString();
            assertThat(answers.getFirst().status()).isEqualTo(200);
            assertThat(words).isEqualTo(changed == 200 ? "After" : "Before");
            assertThat(answers.getFirst().json().at("/texts/en/markdown").asString())
                    .isEqualTo(words);
        }
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

    @Test
    void theDatabaseProtectsPublishedTexts() {
        published(house.ada(), english("Two"));
        var before = house.ada().get("/notices/2").body();

        assertThat(inHouse("update notice_text set markdown = 'x'")).isZero();
        assertThat(inHouse("delete from notice_text")).isZero();
        assertThat(inHouse("update notice set published_at = null, in_force_from = null"))
                .isZero();
        assertThatThrownBy(() -> inHouse("""
                        insert into notice_text (organisation_id, version, language, markdown, hash)
                        select organisation_id, 2, 'de', markdown, hash from notice_text where version = 2
                        """))
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .extracting(cause -> ((SQLException) cause).getSQLState())
                .isEqualTo("42501");
        assertThat(house.ada().get("/notices/2").body()).isEqualTo(before);
    }

    private int inHouse(String sql) {
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        return TenantContext.in(
                organisation, () -> transaction.execute(status -> jdbc.sql(sql).update()));
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

    private Stream<String> audited(String action) {
        return house.ada()
                .get("/audit?action=" + action)
                .json()
                .path("items")
                .valueStream()
                .map(Object::toString);
    }

    private List<String> statuses() {
        return house.ada()
                .get("/notices")
                .json()
                .path("items")
                .valueStream()
                .map(it -> it.path("version").asInt() + " " + it.path("status").asString())
                .toList();
    }

    private static List<String> errors(Answer refused) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        return refused.json()
                .path("errors")
                .valueStream()
                .map(it -> it.path("field").asString() + " " + it.path("code").asString())
                .toList();
    }
}
