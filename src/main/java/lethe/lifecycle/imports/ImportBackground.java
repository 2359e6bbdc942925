package lethe.lifecycle.imports;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import lethe.lifecycle.imports.Import.Status;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.LineValidator;
import lethe.platform.formats.CsvInput;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.jobs.JobWorkers;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RateLimited;
import lethe.platform.personaldata.DataCategory;
import lethe.privacy.retention.RetentionPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs imports in the background: on the node that received the request, or on any other if that one dies. */
@Component
class ImportBackground implements BackgroundJob, AutoCloseable {
    static final String KIND = "IMPORT";

    /** The maximum size in bytes of all files being checked, which are in memory. */
    private static final int ROOM = 128 << 20;

    private static final Duration LATER = Duration.ofSeconds(10);
    private final ImportStore imports;
    private final ImportSteps steps;
    private final Checking checking;
    private final ImportRun running;
    private final ImportEnd end;
    private final TransactionTemplate transaction;
    private final Semaphore room = new Semaphore(ROOM);
    private final JobWorkers<ImportId> workers;

    ImportBackground(
            ImportStore imports,
            ImportSteps steps,
            Checking checking,
            ImportRun running,
            ImportEnd end,
            Leases<ImportId> leases,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.steps = steps;
        this.checking = checking;
        this.running = running;
        this.end = end;
        this.transaction = transaction;
        workers = new JobWorkers<>(leases);
    }

    /** Waiting lines and links are kept as long as imports are. */
    @Bean
    static Leases<ImportId> importLeases(Leases.Place place, RetentionPolicy retention, Clock clock) {
        return new Leases<>(place, clock, KIND, ImportId::value, ImportId::new, () -> retention
                .of(DataCategory.IMPORT)
                .end(clock.instant()));
    }

    /** Throws {@link RateLimited} if too many large files are being checked. */
    void reserve(int bytes) {
        if (!room.tryAcquire(bytes)) {
            throw new RateLimited(LATER);
        }
    }

    void release(int bytes) {
        room.release(bytes);
    }

    void check(Actor actor, ImportId id, CsvInput table, LineValidator validator, int bytes) {
        actor.need(Permission.MANAGE_USERS);
        workers.begin(() -> {
            try {
                workers.attempt(actor.organisation(), id, () -> checking.check(actor, id, table, validator));
                workers.attempt(actor.organisation(), id, () -> giveUp(actor.organisation(), id));
            } finally {
                release(bytes);
            }
        });
    }

    void run(OrganisationId organisation, ImportId id) {
        workers.begin(organisation, id, () -> {
            running.run(organisation, id);
            end.tidyUp(organisation, id);
        });
    }

    @Override
    public String kindOfWork() {
        return KIND;
    }

    @Override
    public Duration again() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void look() {
        workers.lookAround(this::goOn);
    }

    private void goOn(OrganisationId organisation, ImportId id) {
        var found = Objects.requireNonNull(transaction.execute(status -> imports.find(id)))
                .orElseThrow();
        switch (found.status()) {
            case CHECKING -> cancel(organisation, id, Stop.INTERRUPTED);
            case CHECKED -> cancel(organisation, id, Stop.EXPIRED);
            case RUNNING -> running.run(organisation, id);
            case DONE, CANCELLED -> {}
        }
        end.tidyUp(organisation, id);
    }

    /**
     * Cancels an import whose check broke off: the file was in memory and is lost, and its stored lines are deleted.
     */
    private void giveUp(OrganisationId organisation, ImportId id) {
        if (cancel(organisation, id, Stop.INTERRUPTED)) {
            end.tidyUp(organisation, id);
        }
    }

    private boolean cancel(OrganisationId organisation, ImportId id, Stop why) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var expected = why == Stop.EXPIRED ? Status.CHECKED : Status.CHECKING;
            var still = imports.lock(id).filter(one -> one.status() == expected);
            still.ifPresent(locked -> steps.cancelled(Actor.system(organisation), locked, why));
            return still.isPresent();
        }));
    }

    @Override
    public void close() {
        workers.close();
    }
}
