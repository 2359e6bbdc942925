package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.UUID;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.support.SimpleTriggerContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a node asks the database when nobody wants anything of it: all that it does by the clock is done here at the moments
 * when it would be, by a clock that the test moves. And that it sees what is due nevertheless.
 */
@LetheTest
@Import(Unscheduled.class)
class IdleNodeTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Unscheduled.StoppedClock clock;

    @Autowired
    private Unscheduled.Statements statements;

    @Autowired
    private List<ScheduledTaskHolder> holders;

    @Autowired
    private Agenda agenda;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    /** Of its own, for what is due stays so. */
    private final String kind = "TRIED_" + UUID.randomUUID();

    private OrganisationId organisation;

    @BeforeEach
    void anOrganisation() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
    }

    @Test
    void anIdleNodeAsksAtMostTenTimesAMinute() {
        var day = new Day();
        day.goOn(Duration.ofMinutes(10));

        assertThat(statementsOfMinutes(day, 12))
                .allSatisfy(asked -> assertThat(asked).isBetween(1, 10));
        assertThat(day.runs).isGreaterThan(12 * 60 * 5);
    }

    /** As after a restart: the figures of the day were published when it stopped. */
    @Test
    void norDoesOneThatMayCountNoUsesToday() {
        AsOwner.of(context).execute("update usage_lease set holder = null, seen_at = null");
        var day = new Day();
        day.goOn(Duration.ofMinutes(10));

        assertThat(statementsOfMinutes(day, 12))
                .allSatisfy(asked -> assertThat(asked).isBetween(1, 10));
    }

    private List<Integer> statementsOfMinutes(Day day, int count) {
        var minutes = new ArrayList<Integer>();
        for (var minute = 0; minute < count; minute++) {
            statements.taken();
            day.goOn(Duration.ofMinutes(1));
            minutes.add(statements.taken());
        }
        return minutes;
    }

    @Test
    void whatThisNodeNotesIsSeenAtOnce() {
        assertThat(due()).isEmpty();

        note(clock.instant());

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void nobodyIsAskedTwiceAboutNothing() {
        due();
        statements.taken();

        for (var second = 0; second < 14; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(due()).isEmpty();
        }

        assertThat(statements.taken()).isZero();
    }

    @Test
    void whatAnotherNodeNotesIsSeenAtTheNextQuestion() {
        assertThat(due()).isEmpty();

        noteElsewhere(clock.instant());
        clock.advance(QuietKinds.AHEAD);

        assertThat(due()).containsExactly(organisation);
    }

    /** Its lease falls due between two questions, and is known ahead: whoever takes over does not wait for the next. */
    @Test
    void whatAnotherNodeLetsLapseIsSeenWhenItDoes() {
        noteElsewhere(clock.instant().plusSeconds(7));
        assertThat(due()).isEmpty();

        clock.advance(Duration.ofMillis(6999));
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void aClockThatIsSetBackHidesNothing() {
        assertThat(due()).isEmpty();

        clock.advance(Duration.ofHours(-1));
        noteElsewhere(clock.instant());

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void whatIsNoMoreThanReadIsNoReasonToAskAgain() {
        due();
        var reading = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        reading.setReadOnly(true);
        reading.executeWithoutResult(status -> jdbc.sql("select 1").query().listOfRows());
        statements.taken();

        due();

        assertThat(statements.taken()).isZero();
    }

    @Test
    void whatWasRolledBackIsNotThere() {
        due();
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> {
                    insert(clock.instant());
                    status.setRollbackOnly();
                }));

        assertThat(due()).isEmpty();
    }

    private List<OrganisationId> due() {
        return agenda.organisations(kind, clock.instant()).stream()
                .filter(organisation::equals)
                .toList();
    }

    private void note(Instant due) {
        TenantContext.run(organisation, () -> transaction.executeWithoutResult(status -> insert(due)));
    }

    private void insert(Instant due) {
        jdbc.sql("insert into work (organisation_id, kind, subject, due) values (:organisation, :kind, :id, :due)")
                .params(Map.of(
                        "organisation", organisation.value(),
                        "kind", kind,
                        "id", UUID.randomUUID(),
                        "due", due.atOffset(ZoneOffset.UTC)))
                .update();
    }

    private void noteElsewhere(Instant due) {
        AsOwner.within(
                context,
                organisation,
                "insert into work (organisation_id, kind, subject, due) values ('%s', '%s', '%s', '%s')"
                        .formatted(organisation.value(), kind, UUID.randomUUID(), due));
    }

    /** All that runs by the clock, at its moments. */
    private final class Day {
        private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::at));
        private int runs;

        private record Turn(Instant at, Task task) {}

        Day() {
            for (var holder : holders) {
                for (var scheduled : holder.getScheduledTasks()) {
                    var task = scheduled.getTask();
                    turns.add(new Turn(
                            task instanceof IntervalTask regular
                                    ? clock.instant().plus(regular.getInitialDelayDuration())
                                    : next(task),
                            task));
                }
            }
        }

        void goOn(Duration time) {
            var until = clock.instant().plus(time);
            while (turns.element().at().isBefore(until)) {
                var turn = turns.remove();
                clock.advance(Duration.between(clock.instant(), turn.at()));
                turn.task().getRunnable().run();
                runs++;
                turns.add(new Turn(next(turn.task()), turn.task()));
            }
            clock.advance(Duration.between(clock.instant(), until));
        }

        private Instant next(Task task) {
            return switch (task) {
                case IntervalTask regular -> clock.instant().plus(regular.getIntervalDuration());
                case CronTask cron ->
                    Objects.requireNonNull(cron.getTrigger().nextExecution(new SimpleTriggerContext(clock)));
                default -> throw new IllegalArgumentException(task.toString());
            };
        }
    }
}
