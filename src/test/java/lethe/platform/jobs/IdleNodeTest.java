package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.database.AsOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.support.SimpleTriggerContext;

/** Counts the statements of an idle node. All scheduled work runs here at its due times, by a clock that the test controls. */
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
    private JobRota rota;

    @Autowired
    private JobDispatcher dispatcher;

    @Autowired
    private ApplicationContext context;

    @BeforeEach
    void anOrganisation() {
        stage.house();
    }

    @Test
    void sendsAtMostTenStatementsAMinute() {
        var day = new Day();
        day.goOn(Duration.ofMinutes(10));

        assertThat(statementsOfMinutes(day, 12))
                .allSatisfy(asked -> assertThat(asked).isBetween(1, 10));
        assertThat(day.runs).isGreaterThan(12 * 4);
    }

    /** As after a restart: the node published today's figures when it stopped. */
    @Test
    void sendsNoMoreWithoutAUsageLease() {
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

    /** Runs all scheduled work at its due times. */
    private final class Day {
        private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::at));
        private int runs;

        private record Turn(Instant at, Supplier<Instant> work) {}

        Day() {
            for (var holder : holders) {
                for (var scheduled : holder.getScheduledTasks()) {
                    var task = scheduled.getTask();
                    turns.add(new Turn(
                            task instanceof IntervalTask regular
                                    ? clock.instant().plus(regular.getInitialDelayDuration())
                                    : next(task),
                            () -> run(task)));
                }
            }
            turns.add(new Turn(clock.instant(), this::dispatch));
        }

        void goOn(Duration time) {
            var until = clock.instant().plus(time);
            while (turns.element().at().isBefore(until)) {
                var turn = turns.remove();
                clock.advance(Duration.between(clock.instant(), turn.at()));
                turns.add(new Turn(turn.work().get(), turn.work()));
                runs++;
            }
            clock.advance(Duration.between(clock.instant(), until));
        }

        private Instant run(Task task) {
            task.getRunnable().run();
            return next(task);
        }

        /** What is woken meanwhile, by a commit for example, is begun at the same time. */
        private Instant dispatch() {
            var next = dispatcher.step();
            while (!dispatcher.isIdle() || !rota.isIdle() || !next.isAfter(clock.instant())) {
                await().pollDelay(Duration.ZERO).until(() -> dispatcher.isIdle() && rota.isIdle());
                next = dispatcher.step();
            }
            return next;
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
