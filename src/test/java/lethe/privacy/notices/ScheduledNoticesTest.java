package lethe.privacy.notices;

import static lethe.privacy.notices.Wordings.draft;
import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Scheduled notices come into force as time passes, without a job: the tests only move the clock. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
class ScheduledNoticesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private MovedClock clock;

    private House house;
    private Person klara;
    private String token;

    @BeforeEach
    void klaraHasASessionAndAToken() {
        house = stage.house();
        klara = house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");
        token = klara.api().post("/me/tokens", Map.of("name", "script")).text("token");
    }

    @AfterEach
    void resetTheClock() {
        clock.moveBack();
    }

    @Test
    void everyoneIsAskedFromTheScheduledTime() {
        var start = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        publish(house.ada(), draft(house.ada(), english("Two")), Map.of("from", start.toString()));
        var script = stage.anybody().as(token);

        clock.moveTo(start.atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(5));
        assertThat(script.get("/partners").status()).isEqualTo(200);
        assertThat(script.post("/me/consent", Map.of("noticeVersion", 2, "decision", "CONTINUE"))
                        .status())
                .isEqualTo(422);

        clock.moveTo(start.atStartOfDay(ZoneOffset.UTC).toInstant());
        var held = script.get("/partners");
        assertThat(held.status()).isEqualTo(403);
        assertThat(held.problem()).isEqualTo("own-consent-required");
        assertThat(held.text("state")).isEqualTo("CONSENT_REQUIRED");
        assertThat(script.get("/notices/current").json().path("version").asInt())
                .isEqualTo(2);
        assertThat(script.post("/me/consent", Map.of("noticeVersion", 2, "decision", "CONTINUE"))
                        .text("state"))
                .isEqualTo("ACTIVE");
        assertThat(script.get("/partners").status()).isEqualTo(200);
    }

    @Test
    void theListShowsTheStatusAtThatTime() {
        var start = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        publish(house.ada(), draft(house.ada(), english("Two")), Map.of("from", start.toString()));
        publish(
                house.ada(),
                draft(house.ada(), english("Three")),
                Map.of("from", start.minusDays(1).toString()));
        publish(
                house.ada(),
                draft(house.ada(), english("Four")),
                Map.of("from", start.plusDays(1).toString()));

        assertThat(statuses()).containsExactly("4 SCHEDULED", "3 SCHEDULED", "2 SUPERSEDED", "1 PUBLISHED");
        clock.moveAhead(Duration.ofHours(3 * 24 - 6));
        assertThat(statuses()).containsExactly("4 SCHEDULED", "3 PUBLISHED", "2 SUPERSEDED", "1 SUPERSEDED");
        clock.moveAhead(Duration.ofDays(5));
        assertThat(statuses()).containsExactly("4 PUBLISHED", "3 SUPERSEDED", "2 SUPERSEDED", "1 SUPERSEDED");
    }

    private List<String> statuses() {
        return stage.anybody()
                .as(token)
                .get("/notices")
                .json()
                .path("items")
                .valueStream()
                .map(it -> it.path("version").asInt() + " " + it.path("status").asString())
                .toList();
    }
}
