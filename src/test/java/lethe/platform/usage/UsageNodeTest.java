package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import lethe.LetheTest;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** Nodes that count a day together, stop, restart, crash, and find no free lease; each test uses its own day. */
@LetheTest
class UsageNodeTest {
    private static final Feature SIGNING_IN = new Feature("signed-in");
    private static final String MILD = "5";
    /** Noise of ε = 5 on two nodes exceeds this once in billions of days. */
    private static final int NOISE = 60;

    private static final int MANY = 1000;
    private final Nodes nodes;
    private final Features features;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;

    @Autowired
    UsageNodeTest(
            ApplicationContext platform, Features features, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.nodes = new Nodes(platform);
        this.features = features;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Test
    void twoNodesPublishAllFeaturesAfterMidnight() {
        var clock = new TurnedClock("2031-01-01T10:00:00Z");
        var one = nodes.start(clock, MILD, 2);
        var other = nodes.start(clock, MILD, 2);
        one.count(SIGNING_IN, MANY);
        one.count(SIGNING_IN, MANY);
        other.count(SIGNING_IN, 2 * MANY);
        one.tick();
        assertThat(parts("2031-01-01")).isEmpty();

        clock.turn("2031-01-02T00:00:00Z");
        one.tick();
        other.tick();

        assertThat(parts("2031-01-01")).satisfiesExactlyInAnyOrder(near(MANY), near(2 * MANY));
        assertThat(jdbc.sql("select count(*) from usage_partial where day = '2031-01-01'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2 * features().size());
    }

    @Test
    void publishesUnusedFeatures() {
        var clock = new TurnedClock("2031-01-03T10:00:00Z");
        var one = nodes.start(clock, "0.05", 1);

        clock.turn("2031-01-04T00:00:00Z");
        one.tick();

        var figures = jdbc.sql("select count from usage_partial where day = '2031-01-03'")
                .query(Long.class)
                .list();
        assertThat(figures).hasSize(features().size()).anyMatch(count -> count < 0);
    }

    @Test
    void aSurplusNodeDoesNotCount() {
        var clock = new TurnedClock("2031-01-05T10:00:00Z");
        var first = nodes.start(clock, MILD, 1);
        var second = nodes.start(clock, MILD, 1);
        first.count(SIGNING_IN, MANY);
        second.count(SIGNING_IN, 5 * MANY);

        clock.turn("2031-01-06T00:00:00Z");
        second.tick();
        first.tick();

        assertThat(parts("2031-01-05")).satisfiesExactly(near(MANY));
    }

    @Test
    void publishesOnStopAndDoesNotCountAgainThatDay() {
        var clock = new TurnedClock("2031-01-07T10:00:00Z");
        var before = nodes.start(clock, MILD, 2);
        var other = nodes.start(clock, MILD, 2);
        before.count(SIGNING_IN, MANY);
        before.stop();
        assertThat(parts("2031-01-07")).satisfiesExactly(near(MANY));

        var after = nodes.start(clock, MILD, 2);
        after.count(SIGNING_IN, 9 * MANY);
        other.count(SIGNING_IN, 2 * MANY);
        clock.turn("2031-01-07T10:30:00Z");
        after.tick();
        other.tick();
        after.count(SIGNING_IN, 9 * MANY);
        after.stop();
        clock.turn("2031-01-08T00:00:00Z");
        other.tick();

        assertThat(parts("2031-01-07")).satisfiesExactlyInAnyOrder(near(MANY), near(2 * MANY));
    }

    @Test
    void aSpareLeaseDoesNotAllowPublishingTwice() {
        var clock = new TurnedClock("2031-01-09T10:00:00Z");
        var before = nodes.start(clock, MILD, 2);
        before.count(SIGNING_IN, MANY);
        before.stop();

        var after = nodes.start(clock, MILD, 2);
        after.count(SIGNING_IN, 9 * MANY);
        after.stop();

        assertThat(parts("2031-01-09")).satisfiesExactly(near(MANY));
    }

    @Test
    void countsAgainTheNextDay() {
        var clock = new TurnedClock("2031-01-11T10:00:00Z");
        nodes.start(clock, MILD, 1).stop();
        var after = nodes.start(clock, MILD, 1);
        after.count(SIGNING_IN, 9 * MANY);

        clock.turn("2031-01-12T00:00:00Z");
        after.tick();
        after.count(SIGNING_IN, MANY);
        after.stop();

        assertThat(parts("2031-01-12")).satisfiesExactly(near(MANY));
    }

    @Test
    void theNextNodeTakesTheLeaseOfACrashedOne() {
        var clock = new TurnedClock("2031-01-13T10:00:00Z");
        var crashed = nodes.start(clock, MILD, 1);
        crashed.count(SIGNING_IN, 5 * MANY);
        var next = nodes.start(clock, MILD, 1);
        next.count(SIGNING_IN, 7 * MANY);
        clock.turn("2031-01-13T10:06:00Z");
        next.tick();
        next.count(SIGNING_IN, MANY);

        clock.turn("2031-01-14T00:00:00Z");
        next.tick();
        crashed.tick();

        assertThat(parts("2031-01-13")).satisfiesExactly(near(MANY));
    }

    @Test
    void dropsItsCountsWhenTheLeaseIsLost() {
        var clock = new TurnedClock("2031-01-15T10:00:00Z");
        var asleep = nodes.start(clock, MILD, 1);
        asleep.count(SIGNING_IN, 5 * MANY);
        clock.turn("2031-01-15T10:06:00Z");
        var next = nodes.start(clock, MILD, 1);
        asleep.tick();
        asleep.count(SIGNING_IN, 5 * MANY);
        asleep.stop();
        next.count(SIGNING_IN, MANY);

        next.stop();

        assertThat(parts("2031-01-15")).satisfiesExactly(near(MANY));
    }

    @Test
    void aDayKeepsItsInitialBudget() {
        var clock = new TurnedClock("2031-01-17T10:00:00Z");
        var first = nodes.start(clock, MILD, 2);
        first.count(SIGNING_IN, MANY);

        nodes.start(clock, "4", 2).stop();
        nodes.start(clock, MILD, 3).stop();
        first.stop();

        assertThat(parts("2031-01-17")).satisfiesExactly(near(MANY));
    }

    @Test
    void aRetryWritesTheSameFigures() {
        var clock = new TurnedClock("2031-01-19T10:00:00Z");
        var broken = new AnswerLost(transactions);
        var node = nodes.start(clock, MILD, 1, broken);
        node.count(SIGNING_IN, MANY);
        clock.turn("2031-01-20T00:00:00Z");

        broken.next.set(2);
        node.tick();
        var first = parts("2031-01-19");
        node.tick();

        assertThat(first).satisfiesExactly(near(MANY));
        assertThat(parts("2031-01-19")).isEqualTo(first);
    }

    @Test
    void keepsItsNoiseWhileWaitingForTheDatabase() {
        var clock = new TurnedClock("2031-01-21T10:00:00Z");
        var away = new Away(transactions);
        var node = nodes.start(clock, MILD, 1, away);
        node.count(SIGNING_IN, MANY);
        clock.turn("2031-01-22T00:00:00Z");
        away.isAway = true;
        node.tick();
        assertThat(parts("2031-01-21")).isEmpty();

        clock.turn("2031-01-22T02:00:00Z");
        away.isAway = false;
        node.tick();

        assertThat(parts("2031-01-21")).satisfiesExactly(near(MANY));
    }

    @Test
    void oneShotCommandsDoNotCount() {
        var clock = new TurnedClock("2031-01-23T10:00:00Z");
        var command = nodes.silent(clock, MILD);
        command.count(SIGNING_IN, MANY);
        command.tick();

        clock.turn("2031-01-24T00:00:00Z");
        command.tick();
        command.stop();

        assertThat(parts("2031-01-23")).isEmpty();
        assertThat(jdbc.sql("select count(*) from usage_lease where day >= '2031-01-23'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void storesNothingThatIdentifiesAnyone() {
        var columns = jdbc.sql("""
                select table_name || '.' || column_name || ' ' || data_type
                from information_schema.columns
                where table_schema = 'public' and table_name like 'usage%'
                """).query(String.class).list();

        assertThat(columns)
                .containsExactlyInAnyOrder(
                        "usage_day.day date",
                        "usage_day.epsilon numeric",
                        "usage_day.nodes integer",
                        "usage_lease.day date",
                        "usage_lease.number integer",
                        "usage_lease.holder uuid",
                        "usage_lease.seen_at timestamp with time zone",
                        "usage_partial.day date",
                        "usage_partial.number integer",
                        "usage_partial.feature text",
                        "usage_partial.count bigint");
    }

    private List<Feature> features() {
        return StreamSupport.stream(features.spliterator(), false).toList();
    }

    private List<Long> parts(String day) {
        return jdbc.sql("""
                select count
                from usage_partial
                where day = :day::date and feature = 'signed-in'
                order by number
                """).param("day", day).query(Long.class).list();
    }

    private static ThrowingConsumer<Long> near(long exact) {
        return count -> assertThat(count).isBetween(exact - NOISE, exact + NOISE);
    }

    /** Commits the nth transaction but loses its answer. */
    private static final class AnswerLost extends TransactionTemplate {
        private final AtomicInteger next = new AtomicInteger();

        private AnswerLost(PlatformTransactionManager transactions) {
            super(transactions);
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            var answer = super.execute(action);
            if (next.decrementAndGet() == 0) {
                throw new TransactionSystemException("lost");
            }
            return answer;
        }
    }

    private static final class Away extends TransactionTemplate {
        private boolean isAway;

        private Away(PlatformTransactionManager transactions) {
            super(transactions);
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            if (isAway) {
                throw new TransactionSystemException("away");
            }
            return super.execute(action);
        }
    }
}
