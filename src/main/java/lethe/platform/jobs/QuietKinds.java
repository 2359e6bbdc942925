package lethe.platform.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import lethe.platform.kernel.ResultColumns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Remembers for which kinds of work nothing is due, so that pollers need not query the database every second. One query covers
 * all kinds; its answer is valid for {@link #AHEAD}, or until this node commits something. After that each kind is queried
 * separately, and one query a second again covers all. Work that another node adds in the meantime is that node's to do, and is
 * seen at the next query; when its leases expire is known in advance.
 */
@Component
class QuietKinds implements TransactionExecutionListener {
    static final Duration AHEAD = Duration.ofSeconds(15);

    /** On a busy node every answer is outdated immediately: this limits how often all kinds are queried. */
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Set<String> kinds = new ConcurrentSkipListSet<>();
    private final Set<String> dueAtAnyTime = new ConcurrentSkipListSet<>();
    private final AtomicLong commits = new AtomicLong();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Answer last;

    QuietKinds(JdbcClient jdbc, Clock clock, ConfigurableTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        transactions.addListener(this);
    }

    /** @param commits of this node before the query */
    private record Answer(long commits, Instant from, Set<String> asked, Set<String> quiet) {
        boolean isAbout(String kind, Instant now) {
            return asked.contains(kind) && isWithin(AHEAD, now);
        }

        boolean isWithin(Duration time, Instant now) {
            return !now.isBefore(from) && now.isBefore(from.plus(time));
        }
    }

    /** If true, no organisation has any that is due by then. */
    boolean isQuiet(String kind, Instant by) {
        var now = clock.instant();
        return !by.isAfter(now) && isQuietFrom(kind, now);
    }

    /** If true, no organisation has any, due or not. */
    boolean isEmpty(String kind) {
        dueAtAnyTime.add(kind);
        return isQuietFrom(kind, clock.instant());
    }

    private boolean isQuietFrom(String kind, Instant now) {
        var known = answer(kind, now);
        return known.commits() == commits.get() && known.quiet().contains(kind);
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (!transaction.isReadOnly()) {
            commits.incrementAndGet();
        }
    }

    private Answer answer(String kind, Instant now) {
        var known = last;
        if (known != null && isEnough(known, kind, now)) {
            return known;
        }
        asking.lock();
        try {
            known = last;
            if (known == null || !isEnough(known, kind, now)) {
                kinds.add(kind);
                known = ask(now);
                last = known;
            }
            return known;
        } finally {
            asking.unlock();
        }
    }

    /**
     * An answer outdated only by this node's commits proves nothing, but is not refreshed before {@link #BETWEEN} has passed.
     */
    private boolean isEnough(Answer known, String kind, Instant now) {
        return known.isAbout(kind, now) && (known.commits() == commits.get() || known.isWithin(BETWEEN, now));
    }

    /** Counts commits before the query: one during it outdates the answer. */
    private Answer ask(Instant now) {
        var before = commits.get();
        var asked = Set.copyOf(kinds);
        var quiet = jdbc.sql("""
                select kind
                from unnest(:kinds) as kind
                where not exists (
                  select organisations_with_work(kind, case when kind = any(:atAnyTime) then 'infinity' else :by end))
                """)
                .param("kinds", asked.toArray(String[]::new))
                .param("atAnyTime", dueAtAnyTime.toArray(String[]::new))
                .param("by", ResultColumns.time(now.plus(AHEAD)))
                .query(String.class)
                .list();
        return new Answer(before, now, asked, Set.copyOf(quiet));
    }
}
