package lethe.messaging.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lethe.platform.kernel.ResultColumns;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Limits the newsletter mails a minute, over all organisations and nodes: each mail has its moment. A node reserves the
 * moments of one second at a time; those that it does not use lapse.
 */
@Component
class Pace {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration apart;
    private final int batch;
    private Instant next = Instant.MIN;
    private int left;

    Pace(JdbcClient jdbc, Clock clock, @Value("${lethe.newsletters-per-minute:600}") int perMinute) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.apart = Duration.ofMinutes(1).dividedBy(perMinute);
        this.batch = Math.max(1, perMinute / 60);
    }

    /** When the caller may send its next mail. */
    synchronized Instant moment() {
        if (left == 0 || next.isBefore(clock.instant().minusSeconds(1))) {
            reserve();
        }
        var moment = next;
        next = next.plus(apart);
        left--;
        return moment;
    }

    private void reserve() {
        var span = apart.multipliedBy(batch);
        var now = clock.instant();
        var end = jdbc.sql("""
                insert into newsletter_pace (free_at)
                values (:first)
                on conflict (one) do update
                set free_at = greatest(newsletter_pace.free_at, :now) + make_interval(secs => :seconds)
                returning free_at
                """)
                .param("first", ResultColumns.time(now.plus(span)))
                .param("now", ResultColumns.time(now))
                .param("seconds", span.toNanos() / 1e9)
                .query((row, number) -> ResultColumns.instant(row, "free_at"))
                .single();
        next = end.minus(span);
        left = batch;
    }
}
