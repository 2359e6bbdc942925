package lethe.lifecycle.staging;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lethe.platform.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the problems of lines. */
@Component
public class ProblemStore {
    private static final int WHOLE_FILE = 0;
    private static final String MARK = "shape";
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

    /** Stored as a problem of line 0, which no line has. */
    public void keepMark(OrganisationId organisation, ImportId id, String mark) {
        insert(organisation, id, List.of(new ImportProblem(WHOLE_FILE, MARK, mark)));
    }

    public Optional<String> mark(ImportId id) {
        return jdbc.sql("select code from import_problem where import_id = :import and line = :line and field = :field")
                .param("import", id.value())
                .param("line", WHOLE_FILE)
                .param("field", MARK)
                .query(String.class)
                .optional();
    }

    /** Problems from a line on, ordered by line. */
    List<ImportProblem> list(ImportId id, int from, int most) {
        return jdbc.sql("""
                select line, field, code
                from import_problem
                where import_id = :import and line >= :from and line > :file
                order by line, field, code
                limit :most
                """)
                .param("import", id.value())
                .param("from", from)
                .param("file", WHOLE_FILE)
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
