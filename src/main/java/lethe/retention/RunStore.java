package lethe.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose turn it is, by ids alone. */
@Component
class RunStore {
    private final JdbcClient jdbc;

    RunStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every organisation there is has its turn, however it came to be. */
    void enrol(Instant now) {
        jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                select id, 'RETENTION', id, :now
                from organisation
                where not exists (select 1 from work where organisation_id = id and kind = 'RETENTION')
                on conflict do nothing
                """).param("now", Columns.time(now)).update();
    }

    /** Those whose turn it is, each for one node; it comes again after that while. */
    List<OrganisationId> takeDue(Instant now, Duration again) {
        return jdbc
                .sql("""
                update work
                set due = :again
                where (organisation_id, kind, subject) in (
                  select organisation_id, kind, subject
                  from work
                  where kind = 'RETENTION' and due <= :now
                  for update skip locked)
                returning organisation_id
                """)
                .param("now", Columns.time(now))
                .param("again", Columns.time(now.plus(again)))
                .query(UUID.class)
                .list()
                .stream()
                .map(OrganisationId::new)
                .toList();
    }
}
