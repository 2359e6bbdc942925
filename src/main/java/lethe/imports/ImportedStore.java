package lethe.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import lethe.kernel.UserId;
import lethe.staging.ImportId;
import lethe.staging.StagedLine;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lines that became people, by the people's ids. */
@Component
class ImportedStore {
    private final JdbcClient jdbc;

    ImportedStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrganisationId organisation, ImportId id, List<StagedLine> lines) {
        jdbc.sql("""
                insert into imported_line (organisation_id, import_id, line, user_id)
                select :organisation, :import, line, user_id
                from unnest(:lines, :users) as one (line, user_id)
                """)
                .param("organisation", organisation.value())
                .param("import", id.value())
                .param("lines", lines.stream().map(StagedLine::line).toArray(Integer[]::new))
                .param("users", lines.stream().map(one -> one.user().value()).toArray(UUID[]::new))
                .update();
    }

    /** Who became of which line, by line. */
    Map<Integer, UserId> list(ImportId id, int after, int most) {
        var people = new LinkedHashMap<Integer, UserId>();
        jdbc.sql("""
                select line, user_id
                from imported_line
                where import_id = :import and line > :after
                order by line
                limit :most
                """)
                .param("import", id.value())
                .param("after", after)
                .param("most", most)
                .query((row, number) -> people.put(row.getInt("line"), new UserId(Columns.uuid(row, "user_id"))))
                .list();
        return people;
    }

    void delete(ImportId id) {
        jdbc.sql("delete from imported_line where import_id = :import")
                .param("import", id.value())
                .update();
    }

    void delete(UserId person) {
        jdbc.sql("delete from imported_line where user_id = :person")
                .param("person", person.value())
                .update();
    }
}
