package lethe.platform.database;

import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Starts {@link RoundTrip}s. */
@Component
public class RoundTrips {
    private final JdbcOperations jdbc;

    RoundTrips(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** An empty trip; {@link RoundTrip#go} sends the statements added to it. */
    public RoundTrip start() {
        return new RoundTrip(jdbc);
    }

    /** Sends a trip with a single query and returns its answer. */
    public <T> T ask(Function<RoundTrip, Supplier<T>> question) {
        var trip = start();
        var answer = question.apply(trip);
        trip.go();
        return answer.get();
    }
}
