package lethe.platform.database;

import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Where {@link RoundTrip}s begin. */
@Component
public class RoundTrips {
    private final JdbcOperations jdbc;

    RoundTrips(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty; {@link RoundTrip#go} sends what has been added by then. */
    public RoundTrip start() {
        return new RoundTrip(jdbc);
    }

    /** One with a single question: its answer, once it is back. */
    public <T> T ask(Function<RoundTrip, Supplier<T>> question) {
        var trip = start();
        var answer = question.apply(trip);
        trip.go();
        return answer.get();
    }
}
