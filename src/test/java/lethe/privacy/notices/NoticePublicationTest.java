package lethe.privacy.notices;

import static lethe.privacy.notices.Wordings.draft;
import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.publish;
import static lethe.privacy.notices.Wordings.published;
import static lethe.privacy.notices.Wordings.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.AtOnce;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Publishing notices: when, once and for good. */
class NoticePublicationTest extends OrganisationWithNotices {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

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

    private Stream<String> audited(String action) {
        return house.ada()
                .get("/audit?action=" + action)
                .json()
                .path("items")
                .valueStream()
                .map(Object::toString);
    }
}
