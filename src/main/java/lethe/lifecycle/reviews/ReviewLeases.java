package lethe.lifecycle.reviews;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Who is at work on which review, and how long one waits to be started: whom it is about was found when it was planned. */
@Component("reviewLeases")
class ReviewLeases extends lethe.platform.jobs.Leases<ReviewId> {
    private static final Duration PLANNED = Duration.ofDays(30);
    private final Clock clock;

    ReviewLeases(Place place, Clock clock) {
        super(place, clock, "ACCESS_REVIEW", ReviewId::value, ReviewId::new);
        this.clock = clock;
    }

    void untilExpiry(ReviewId id) {
        due(id, clock.instant().plus(PLANNED));
    }
}
