package lethe.lifecycle.imports;

import java.util.Collection;
import java.util.List;
import lethe.platform.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was wrong with which line. */
@Component
class ProblemStore {
    private final JdbcClient jdbc;

    ProblemStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrganisationId organisation, ImportId id, Collection<ImportProblem> problems) {
        jdbc.sql("""
                insert into import_problem (organisation_id, import_id, line, field, code)
                select :organisation, :import, line, field, code
                from unnest(:lines, :fields, :codes) as one (line, field, code)
                on conflict do nothing
                """)
                .param("organisation", organisation.value())
                .param("import", id.value())
                .param("lines", problems.stream().map(ImportProblem::line).toArray(Integer[]::new))
                .param("fields", problems.stream().map(ImportProblem::field).toArray(String[]::new))
                .param("codes", problems.stream().map(ImportProblem::code).toArray(String[]::new))
                .update();
    }

    /** From that line on, by line. */
    List<ImportProblem> list(ImportId id, int from, int most) {
        return jdbc.sql("""
                select line, field, code
                from import_problem
                where import_id = :import and line >= :from
                order by line, field, code
                limit :most
                """)
                .param("import", id.value())
                .param("from", from)
                .param("most", most)
                .query((row, number) ->
                        new ImportProblem(row.getInt("line"), row.getString("field"), row.getString("code")))
                .list();
    }

    void delete(ImportId id) {
        jdbc.sql("delete from import_problem where import_id = :import")
                .param("import", id.value())
                .update();
    }
}
