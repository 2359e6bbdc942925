package lethe.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose turn it is, by ids alone, where something is done for each organisation once in a while. */
@Component
public class Turns {
    private final JdbcClient jdbc;

    Turns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every organisation there is has its turn from now on, however it came to be. */
    public void enrol(String kind, Instant now) {
        jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                select id, :kind, id, :now
                from organisation
                where not exists (select 1 from work where organisation_id = id and kind = :kind)
                on conflict do nothing
                """).param("kind", kind).param("now", Columns.time(now)).update();
    }

    /**
     * Those whose turn it is, each for one node.
     *
     * @param kind of the lines of {@code work}
     * @param again until the next turn
     */
    public List<OrganisationId> take(String kind, Instant now, Duration again) {
        return jdbc
                .sql("""
                update work
                set due = :again
                where (organisation_id, kind, subject) in (
                  select organisation_id, kind, subject
                  from work
                  where kind = :kind and due <= :now
                  for update skip locked)
                returning organisation_id
                """)
                .param("kind", kind)
                .param("now", Columns.time(now))
                .param("again", Columns.time(now.plus(again)))
                .query(UUID.class)
                .list()
                .stream()
                .map(OrganisationId::new)
                .toList();
    }
}
