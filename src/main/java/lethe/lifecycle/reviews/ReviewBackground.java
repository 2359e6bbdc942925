package lethe.lifecycle.reviews;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import lethe.platform.jobs.BackgroundJob;
import lethe.platform.jobs.JobWorkers;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs reviews in the background: on the node that received the request, or on any other if that one dies. */
@Component("reviewBackground")
class ReviewBackground implements BackgroundJob, AutoCloseable {
    private static final String KIND = "ACCESS_REVIEW";

    private static final Duration PLANNED = Duration.ofDays(30);
    private final ReviewStore store;
    private final Acting acting;
    private final JobWorkers<ReviewId> workers;
    private final TransactionTemplate transaction;

    ReviewBackground(ReviewStore store, Acting acting, Leases<ReviewId> leases, TransactionTemplate transaction) {
        this.store = store;
        this.acting = acting;
        this.transaction = transaction;
        workers = new JobWorkers<>(leases);
    }

    /** A planned review expires, because its users were found when it was planned. */
    @Bean
    static Leases<ReviewId> reviewLeases(Leases.Place place, Clock clock) {
        return new Leases<>(place, clock, KIND, ReviewId::value, ReviewId::new, () -> clock.instant()
                .plus(PLANNED));
    }

    void run(OrganisationId organisation, ReviewId id) {
        workers.begin(organisation, id, () -> acting.run(organisation, id));
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

    private void goOn(OrganisationId organisation, ReviewId id) {
        var found = Objects.requireNonNull(transaction.execute(status -> store.find(id)))
                .orElseThrow();
        switch (found.status()) {
            case PLANNED -> stop(organisation, id, Stop.EXPIRED);
            case RUNNING -> goOn(organisation, found);
            case DONE, CANCELLED -> {}
        }
    }

    /** Stops a review whose download of links broke off: the remaining users need a new review. */
    private void goOn(OrganisationId organisation, Review review) {
        if (review.isByFile()) {
            stop(organisation, review.id(), Stop.INTERRUPTED);
        } else {
            acting.run(organisation, review.id());
        }
    }

    void stop(OrganisationId organisation, ReviewId id, Stop why) {
        transaction.executeWithoutResult(status -> store.lock(id)
                .filter(review -> !review.isOver())
                .ifPresent(review -> acting.stop(Actor.system(organisation), review, why)));
    }

    @Override
    public void close() {
        workers.close();
    }
}
