package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Long work delays neither the scheduler's thread nor another kind, and a failure costs no one their turn. */
@LetheTest
@Import(Unscheduled.class)
class JobRotaTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    private Stage stage;

    @Autowired
    private Unscheduled.StoppedClock clock;

    @Autowired
    private JobRota rota;

    @Autowired
    private Agenda agenda;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final String kind = "TRIED_" + UUID.randomUUID();
    private final List<OrganisationId> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private List<OrganisationId> organisations;

    @BeforeEach
    void threeWhoseTurnItIs() {
        organisations = Stream.generate(
                        () -> OrganisationId.parse(stage.house().id()).orElseThrow())
                .limit(3)
                .toList();
        organisations.forEach(each -> note(each, kind));
    }

    @AfterEach
    void itEnds() {
        end.countDown();
        await().until(rota::isIdle);
    }

    @Test
    void aFailureDoesNotAffectOthers() {
        rota.begin(kind, HOUR, organisation -> {
            done.add(organisation);
            throw new IllegalStateException("as each does");
        });
        await().until(rota::isIdle);

        assertThat(done).containsExactlyInAnyOrderElementsOf(organisations);
    }

    @Test
    void runsOncePerPeriod() {
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);
        clock.advance(HOUR.minusSeconds(1));
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);
        assertThat(done).hasSize(3);

        clock.advance(Duration.ofSeconds(1));
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);

        assertThat(done).hasSize(6);
    }

    @Test
    void aFailedTurnIsRetriedAfterAFewMinutes() {
        rota.begin(kind, HOUR, organisation -> {
            throw new IllegalStateException("as each does");
        });
        await().until(rota::isIdle);
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);
        assertThat(done).as("not at once").isEmpty();

        clock.advance(JobRota.LEASE);
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);

        assertThat(done).containsExactlyInAnyOrderElementsOf(organisations);
    }

    /** A node that is killed does nothing any more, so it does not renew either. */
    @Test
    void anotherNodeTakesOverFromADeadOne() {
        var dead = new JobRota(jdbc, agenda, transaction, clock);
        var begun = new CopyOnWriteArrayList<OrganisationId>();
        dead.begin(kind, HOUR, organisation -> {
            begun.add(organisation);
            waitFor(end);
        });
        await().until(() -> begun.size() == 1);

        clock.advance(JobRota.LEASE.minusSeconds(1));
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);
        assertThat(done).doesNotContainAnyElementsOf(begun).hasSize(2);

        clock.advance(Duration.ofSeconds(1));
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);
        assertThat(done).containsExactlyInAnyOrderElementsOf(organisations);
        end.countDown();
        await().until(dead::isIdle);
    }

    @Test
    void anErrorThatEndsTheThreadCostsNoOneTheirTurn() {
        rota.begin(kind, HOUR, organisation -> {
            throw new StackOverflowError("as if there were no memory");
        });
        await().dontCatchUncaughtExceptions().until(rota::isIdle);

        clock.advance(JobRota.LEASE);
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);

        assertThat(done).containsExactlyInAnyOrderElementsOf(organisations);
    }

    @Test
    void anotherNodeDoesNotDisturbLongWork() {
        var busy = new JobRota(jdbc, agenda, transaction, clock);
        var begun = new CopyOnWriteArrayList<OrganisationId>();
        busy.begin(kind, HOUR, organisation -> {
            begun.add(organisation);
            waitFor(end);
        });
        await().until(() -> begun.size() == 1);

        for (var minute = 0; minute < 60; minute++) {
            clock.advance(Duration.ofMinutes(1));
            busy.begin(kind, HOUR, begun::add);
            rota.begin(kind, HOUR, done::add);
            await().until(rota::isIdle);
        }

        assertThat(begun).hasSize(1);
        assertThat(done).doesNotContainAnyElementsOf(begun);
        end.countDown();
        await().until(busy::isIdle);
        rota.begin(kind, HOUR, done::add);
        await().until(rota::isIdle);
        assertThat(done).as("an hour from its end").doesNotContainAnyElementsOf(begun);
    }

    @Test
    void twoNodesAtOnceShareTheTurns() {
        var other = new JobRota(jdbc, agenda, transaction, clock);

        rota.begin(kind, HOUR, done::add);
        other.begin(kind, HOUR, done::add);
        await().until(() -> rota.isIdle() && other.isIdle());

        assertThat(done).containsExactlyInAnyOrderElementsOf(organisations);
    }

    @Test
    void longWorkIsBegunOnceAndDelaysNoOtherKind() {
        var other = "OTHER_" + kind;
        note(organisations.getFirst(), other);

        rota.begin(kind, HOUR, organisation -> {
            done.add(organisation);
            waitFor(end);
        });
        await().until(() -> done.size() == 1);
        rota.begin(kind, HOUR, done::add);
        var others = new CopyOnWriteArrayList<OrganisationId>();
        rota.begin(other, HOUR, others::add);

        await().until(() -> others.size() == 1);
        assertThat(done).hasSize(1);
        end.countDown();
        await().until(rota::isIdle);
        assertThat(done).containsExactlyInAnyOrderElementsOf(organisations);
    }

    @Test
    void retriesAFailedQuery() {
        assertThatThrownBy(() -> rota.begin("\0", HOUR, done::add))
                .as("no text to the database")
                .isInstanceOf(DataAccessException.class);
        assertThat(rota.isIdle()).isTrue();

        rota.begin(kind, HOUR, done::add);

        await().until(() -> done.size() == 3);
    }

    private void note(OrganisationId organisation, String of) {
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(
                        status -> jdbc.sql("insert into work (organisation_id, kind, subject, due)"
                                        + " values (:organisation, :kind, :id, :due)")
                                .param("organisation", organisation.value())
                                .param("kind", of)
                                .param("id", organisation.value())
                                .param("due", ResultColumns.time(clock.instant()))
                                .update()));
    }

    private static void waitFor(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
