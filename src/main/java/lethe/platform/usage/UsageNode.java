package lethe.platform.usage;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.random.RandomGenerator;
import lethe.platform.usage.UsageStore.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * This node's share in counting: it counts while it has one of the day's leases, closes the day at midnight UTC or when it stops,
 * and then publishes it once. Days not published yet already contain their noise.
 */
@Component
class UsageNode implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(UsageNode.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private final Usage usage;
    private final Features features;
    private final UsageStore store;
    private final EpsilonBudget budget;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final RandomGenerator random;
    private final Deque<Part> finished = new ArrayDeque<>();
    private @Nullable Part current;
    private boolean stopped;

    @Autowired
    UsageNode(
            Usage usage,
            Features features,
            UsageStore store,
            EpsilonBudget budget,
            Clock clock,
            TransactionTemplate transaction,
            @Value("${lethe.counts-usage:true}") boolean counts) {
        this(usage, features, store, budget, clock, transaction, new SecureRandom());
        stopped = !counts;
    }

    UsageNode(
            Usage usage,
            Features features,
            UsageStore store,
            EpsilonBudget budget,
            Clock clock,
            TransactionTemplate transaction,
            RandomGenerator random) {
        this.usage = usage;
        this.features = features;
        this.store = store;
        this.budget = budget;
        this.clock = clock;
        this.transaction = transaction;
        this.random = random;
    }

    private record Part(Day day, Lease lease) {}

    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 * * * * *", zone = "UTC")
    synchronized void tick() {
        if (!stopped) {
            var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            endPast(today);
            try {
                takePart(today);
                publish();
            } catch (DataAccessException | TransactionException away) {
                LOG.warn(
                        "Usage figures wait for the database ({})",
                        away.getClass().getSimpleName());
            }
        }
    }

    /** An orderly stop publishes today's figures; after a restart this node does not count again today. */
    @Override
    public synchronized void destroy() {
        endPast(LocalDate.MAX);
        stopped = true;
        try {
            publish();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Usage figures are lost ({})", away.getClass().getSimpleName());
        }
    }

    private void endPast(LocalDate today) {
        var part = current;
        if (part != null && part.day().date().isBefore(today)) {
            usage.countIn(null);
            part.day().close();
            finished.add(part);
            current = null;
        }
    }

    private void takePart(LocalDate today) {
        var part = current;
        if (part == null) {
            if (store.mayLease(today, clock.instant(), PATIENCE)) {
                lease(today);
            }
        } else if (!store.renew(part.lease(), clock.instant())) {
            usage.countIn(null);
            part.day().drop();
            current = null;
        }
    }

    private void lease(LocalDate today) {
        var holder = new UUID(random.nextLong(), random.nextLong());
        var lease = transaction.execute(status -> store.lease(today, budget, holder, clock.instant(), PATIENCE));
        lease.ifPresent(one -> {
            var noise = new DiscreteLaplace(budget.s(), budget.t(), random);
            var part = new Part(new Day(today, features, noise, random), one);
            current = part;
            usage.countIn(part.day());
        });
    }

    private void publish() {
        for (var part = finished.peek(); part != null; part = finished.peek()) {
            var ready = part;
            ready.day()
                    .figures()
                    .ifPresent(figures ->
                            transaction.executeWithoutResult(status -> store.publish(ready.lease(), figures)));
            finished.remove();
        }
    }
}
