package lethe.platform.jobs;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import lethe.platform.kernel.ResultColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One statement that tells about all kinds of work whether any organisation has some that is due. */
@Component
class DueKinds {
    private final JdbcClient jdbc;

    DueKinds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> by(Instant time, Collection<BackgroundJob> jobs) {
        return jdbc.sql("""
                select kind
                from unnest(:kinds, :atOnce) as asked (kind, at_once)
                where exists (select organisations_with_work(kind, case when at_once then 'infinity' else :by end))
                """)
                .param("kinds", jobs.stream().map(BackgroundJob::kindOfWork).toArray(String[]::new))
                .param("atOnce", jobs.stream().map(BackgroundJob::isDueAtOnce).toArray(Boolean[]::new))
                .param("by", ResultColumns.time(time))
                .query(String.class)
                .set();
    }
}
