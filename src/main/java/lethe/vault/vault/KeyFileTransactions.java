package lethe.vault.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.EmailIndex.Address;
import lethe.vault.keyfile.KeyFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of the key file: they enter the gate, are durable before their transaction commits, and are undone on rollback. */
@Component
public final class KeyFileTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFileTransactions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final GateStore store;
    private final KeyFile keys;
    private final Clock clock;
    private final TransactionTemplate separate;
    private final ReentrantLock mending = new ReentrantLock();
    private volatile Instant nextMending = Instant.MIN;

    /** A separate thread, because a transaction that rolls back still occupies its connection. */
    private final ExecutorService undoing =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("undoing").factory());

    KeyFileTransactions(GateStore store, OpenedKeyFile opened, PlatformTransactionManager transactions, Clock clock) {
        this.store = store;
        keys = opened.keys();
        this.clock = clock;
        separate = new TransactionTemplate(transactions);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Inside the gate.
     *
     * @param numbers of the slots that will be written
     * @param moment when they were drawn
     */
    record Begun(List<Long> numbers, Moment moment) {}

    /** The numbers of the slots that will be written. */
    public List<Long> begin(OrganisationId organisation, int count) {
        return beginAt(organisation, count).numbers();
    }

    private Begun beginAt(OrganisationId organisation, int count) {
        if (!mayWrite(organisation)) {
            throw new Unavailable();
        }
        var begun = fresh(count);
        keys.directory().refresh();
        current().numbers.addAll(begun.numbers());
        return begun;
    }

    /** After a crash the database may repeat numbers of lost transactions whose keys were already written. */
    private Begun fresh(int count) {
        if (count == 0) {
            return new Begun(List.of(), store.moment());
        }
        var fresh = new ArrayList<Long>();
        Begun last;
        do {
            last = store.enterGateForNumbers(count - fresh.size());
            last.numbers().stream()
                    .filter(number -> !keys.slots().isTaken(number))
                    .forEach(fresh::add);
        } while (fresh.size() < count);
        return new Begun(fresh, last.moment());
    }

    /**
     * As {@link #begin(OrganisationId, int)}, after making room: one slot for each of these e-mails, and {@code others}
     * more.
     */
    Begun begin(OrganisationId organisation, Collection<Address> addresses, int others) {
        keys.refuseIfFailed();
        if (!keys.directory().hasRoomFor(addresses)) {
            mend(() -> keys.makeRoom(addresses));
        }
        return beginAt(organisation, addresses.size() + others);
    }

    /** Enters the gate to destroy keys, as part of the round trip; call {@link #mayWrite} first. */
    Supplier<Moment> enter(RoundTrip trip) {
        return store.enterGate(trip);
    }

    /** After the round trip that entered the gate: reads what other nodes have written. */
    void entered() {
        keys.directory().refresh();
    }

    /** Locks index groups until the end of the transaction. */
    public void lock(Collection<Integer> groups) {
        if (!groups.isEmpty()) {
            lock(groups, store.moment(), Set.of());
        }
    }

    /** As {@link #lock(Collection)}, if the database's time is already known. */
    void lock(Collection<Integer> groups, Moment moment) {
        if (!groups.isEmpty()) {
            lock(groups, moment, Set.of());
        }
    }

    /** While waiting, the next hour may have begun, in which others lock by other numbers. */
    private void lock(Collection<Integer> groups, Moment moment, Set<Long> held) {
        var numbers = moment.numbers(keys.directory(), groups);
        var missing = new TreeSet<>(numbers);
        missing.removeAll(held);
        if (!missing.isEmpty()) {
            lock(groups, store.lock(missing), numbers);
        }
    }

    /** Runs in a separate transaction in which no one else writes. */
    public <T> T alone(Supplier<T> work) {
        return Objects.requireNonNull(separate.execute(status -> {
            store.closeGate();
            return work.get();
        }));
    }

    /** As {@link #alone}, with a timeout. */
    void aloneSoon(Runnable work) {
        separate.executeWithoutResult(status -> {
            store.closeGateSoon();
            work.run();
        });
    }

    /** False when destroying must wait for the mirror; {@link IllegalStateException} outside a transaction of the organisation. */
    boolean mayWrite(OrganisationId organisation) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TenantContext.organisation().equals(Optional.of(organisation))) {
            throw new IllegalStateException("no transaction in " + organisation);
        }
        keys.refuseIfFailed();
        if (keys.needsMending()) {
            mend(keys::mend);
        }
        return !keys.mirrorIsAway();
    }

    /**
     * Runs in a separate transaction; after a failure it is not repeated for some seconds, in which others continue.
     */
    private void mend(Runnable work) {
        if (mending.tryLock()) {
            try {
                if (clock.instant().isAfter(nextMending)) {
                    aloneSoon(work);
                    if (keys.needsMending()) {
                        nextMending = clock.instant().plus(PATIENCE);
                    }
                }
            } catch (DataAccessException | TransactionException | StartupRefused notNow) {
                nextMending = clock.instant().plus(PATIENCE);
                LOG.warn("The key file could not be repaired yet: {}", notNow.getMessage());
            } finally {
                mending.unlock();
            }
        }
    }

    private Written current() {
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof Written written && written.isOf(this)) {
                return written;
            }
        }
        var written = new Written();
        TransactionSynchronizationManager.registerSynchronization(written);
        return written;
    }

    /** The slots that one transaction has written. */
    private final class Written implements TransactionSynchronization {
        private final List<Long> numbers = new ArrayList<>();

        private boolean isOf(KeyFileTransactions other) {
            return other == KeyFileTransactions.this;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            keys.syncBoth();
        }

        /** Not if the result of the commit is unknown, because a committed row's key must not be destroyed. */
        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_ROLLED_BACK) {
                undoing.execute(() -> takeBack(numbers));
            }
        }
    }

    private void takeBack(List<Long> numbers) {
        try {
            separate.executeWithoutResult(status -> {
                store.enterGate();
                keys.directory().refresh();
                var written = numbers.stream().filter(keys.slots()::isTaken).toList();
                var groups = keys.groups(written);
                lock(groups);
                keys.erase(written, groups);
                keys.sync();
            });
        } catch (RuntimeException failure) {
            LOG.warn(
                    "{} keys of a rolled-back transaction could not be removed, from slot {} on",
                    numbers.size(),
                    numbers.getFirst(),
                    failure);
        }
    }

    @Override
    public void close() {
        undoing.close();
    }
}
