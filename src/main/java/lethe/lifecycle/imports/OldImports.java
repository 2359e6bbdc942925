package lethe.lifecycle.imports;

import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Imports past their retention period. {@link ImportBackground} is woken to erase what has keys; once that is done,
 * the import itself is deleted.
 */
@Component
class OldImports implements ExpiringData {
    private static final String BEGUN = "coalesce(started_at, created_at)";
    private static final String BARE = """
            user_import where status in ('DONE', 'CANCELLED')
            and not exists (select 1 from staged_line l where l.import_id = user_import.id)
            and not exists (select 1 from imported_line l where l.import_id = user_import.id)
            and not exists (select 1 from import_problem p where p.import_id = user_import.id)
            and not exists (select 1 from work w
                            where w.organisation_id = user_import.organisation_id and w.kind = 'IMPORT' and w.subject = user_import.id)
            """;
    private final JdbcClient jdbc;
    private final Agenda agenda;

    OldImports(JdbcClient jdbc, Agenda agenda) {
        this.jdbc = jdbc;
        this.agenda = agenda;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.IMPORT;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        wake(limit);
        return new ExpiringRows(jdbc, BARE, BEGUN).delete(limit.before(), most);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return new ExpiringRows(jdbc, "user_import", BEGUN).dueSince(limit);
    }

    /** An import in progress is left to finish. */
    private void wake(RetentionPeriod limit) {
        jdbc.sql("""
                update work
                set due = :now
                where kind = 'IMPORT'
                  and due > :now
                  and subject in (select id from user_import where %s <= :limit and status not in ('CHECKING', 'RUNNING'))
                """.formatted(BEGUN))
                .param("now", ResultColumns.time(limit.now()))
                .param("limit", ResultColumns.time(limit.before()))
                .update();
        agenda.expect(ImportBackground.KIND, limit.now());
    }
}
