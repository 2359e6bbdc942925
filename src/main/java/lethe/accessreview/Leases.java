package lethe.accessreview;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is at work on which review. */
@Component("reviewLeases")
class Leases extends lethe.jobs.Leases<ReviewId> {
    Leases(JdbcClient jdbc, Clock clock) {
        super(jdbc, clock, "ACCESS_REVIEW", ReviewId::value, ReviewId::new);
    }
}
