package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.database.AsOwner;
import lethe.platform.jobs.Unscheduled.TriedJob;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A node that rarely asks still finds due work. */
@LetheTest
@Import(Unscheduled.class)
class JobDispatcherTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Unscheduled.StoppedClock clock;

    @Autowired
    private Unscheduled.Statements statements;

    @Autowired
    private TriedJob job;

    @Autowired
    private Agenda agenda;

    @Autowired
    private JobDispatcher dispatcher;

    @Autowired
    private JobRota rota;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    private OrganisationId organisation;

    @BeforeEach
    void nothingIsDue() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
        do {
            statements.taken();
            goOn(Duration.ofSeconds(75));
        } while (statements.taken() > 5);
        justAsked();
    }

    @AfterEach
    void nothingIsLeft() {
        AsOwner.within(context, organisation, "delete from work where kind = '" + TriedJob.KIND + "'");
    }

    @Test
    void looksForItsOwnWorkAtOnce() {
        record(clock.instant());
        assertThat(looks()).isOne();
    }

    @Test
    void looksWhenItsOwnWorkBecomesDue() {
        justAsked();
        record(clock.instant().plusSeconds(7));
        assertThat(looks()).isZero();

        goOn(Duration.ofSeconds(6));
        assertThat(job.looks()).isZero();
        goOn(Duration.ofSeconds(2));
        assertThat(job.looks()).isPositive();
    }

    /** Its writer does the work itself after the commit; the job comes if that did not succeed. */
    @Test
    void leavesTheWriterSomeTimeToDoItItself() {
        within(() -> agenda.expectUnlessDone(TriedJob.KIND, clock.instant()));
        assertThat(looks()).isZero();

        goOn(Duration.ofMillis(5_200));
        assertThat(job.looks()).isOne();
    }

    @Test
    void doesNotLookForWorkThatWasRolledBack() {
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> {
                    insert(clock.instant());
                    status.setRollbackOnly();
                }));

        assertThat(looks()).isZero();
    }

    @Test
    void doesNotLookBeforeTheCommit() {
        within(() -> {
            insert(clock.instant());
            assertThat(looks()).isZero();
        });

        assertThat(looks()).isOne();
    }

    @Test
    void asksNothingBetweenTwoQuestions() {
        justAsked();

        goOn(Duration.ofSeconds(14));

        assertThat(statements.taken()).isZero();
        assertThat(job.looks()).isZero();
    }

    @Test
    void asksAboutAllKindsInOneStatement() {
        justAsked();

        goOn(JobDispatcher.AHEAD.plusSeconds(1));

        assertThat(statements.taken()).isOne();
    }

    /** A question that comes early does not leave the next one where it was. */
    @Test
    void asksNoMoreOftenAfterAnEarlyQuestion() {
        for (var early = 0; early < 3; early++) {
            goOn(Duration.ofSeconds(1));
            justAsked();
        }

        goOn(Duration.ofSeconds(50));

        assertThat(statements.taken()).isEqualTo(3);
    }

    /** The node that recorded it may have died between commit and wake-up. */
    @Test
    void findsAnotherNodesWorkAtTheNextQuestion() {
        recordElsewhere(clock.instant());
        assertThat(looks()).isZero();

        goOn(JobDispatcher.AHEAD.plusSeconds(1));

        assertThat(job.looks()).isPositive();
    }

    /** Its lease expires between two questions; the expiry is known in advance, so the takeover does not wait for the next one. */
    @Test
    void findsAnExpiredLeaseOnTime() {
        recordElsewhere(clock.instant().plusSeconds(25));
        goOn(JobDispatcher.AHEAD.plusSeconds(1));
        goOn(Duration.ofSeconds(8));
        job.looks();

        goOn(Duration.ofSeconds(2));

        assertThat(job.looks()).isPositive();
    }

    @Test
    void findsWorkAfterTheClockIsSetBack() {
        clock.advance(Duration.ofHours(-1));
        recordElsewhere(clock.instant());

        assertThat(looks()).isPositive();
    }

    @Test
    void readingCausesNoStatementOfJobs() {
        var reading = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        reading.executeWithoutResult(status -> jdbc.sql("select 1").query().listOfRows());
        statements.taken();

        goOn(Duration.ofSeconds(1));

        assertThat(statements.taken()).isZero();
    }

    /** However many: entries of an import, for example. */
    @Test
    void manyRowsOfATransactionAreOneLook() {
        within(() -> {
            for (var row = 0; row < 500; row++) {
                insert(clock.instant());
            }
        });

        assertThat(looks()).isOne();
    }

    @Test
    void aKindThatNoJobHasIsIgnored() {
        within(() -> agenda.expect("NO_JOB", clock.instant()));

        assertThat(looks()).isZero();
    }

    /** The next question comes in {@link JobDispatcher#AHEAD}. */
    private void justAsked() {
        clock.advance(LookTimes.GAP);
        dispatcher.ask();
        dispatch();
        statements.taken();
        job.looks();
    }

    /** As often as the jobs would look by the test's clock. */
    private void goOn(Duration time) {
        var until = clock.instant().plus(time);
        while (clock.instant().isBefore(until)) {
            var left = Duration.between(clock.instant(), until);
            clock.advance(left.compareTo(Duration.ofMillis(500)) > 0 ? Duration.ofMillis(500) : left);
            dispatch();
        }
    }

    private boolean isIdle() {
        return dispatcher.isIdle() && rota.isIdle();
    }

    private int looks() {
        dispatch();
        return job.looks();
    }

    private void dispatch() {
        while (!dispatcher.step().isAfter(clock.instant()) || !isIdle()) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(this::isIdle);
        }
    }

    private void record(Instant due) {
        within(() -> insert(due));
    }

    private void within(Runnable work) {
        TenantContext.run(organisation, () -> transaction.executeWithoutResult(status -> work.run()));
    }

    private void insert(Instant due) {
        jdbc.sql("insert into work (organisation_id, kind, subject, due) values (:organisation, :kind, :id, :due)")
                .params(Map.of(
                        "organisation", organisation.value(),
                        "kind", TriedJob.KIND,
                        "id", UUID.randomUUID(),
                        "due", due.atOffset(ZoneOffset.UTC)))
                .update();
        agenda.expect(TriedJob.KIND, due);
    }

    private void recordElsewhere(Instant due) {
        AsOwner.within(
                context,
                organisation,
                "insert into work (organisation_id, kind, subject, due) values ('%s', '%s', '%s', '%s')"
                        .formatted(organisation.value(), TriedJob.KIND, UUID.randomUUID(), due));
    }
}
