package lethe.lifecycle.imports;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.lifecycle.staging.ImportId;
import lethe.lifecycle.staging.StagedLine;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lines of created users, by the users' ids, and whether their sign-in links have been downloaded. */
@Component
class HandoutStore {
    private static final Duration TAKEN = Duration.ofMinutes(1);
    private final JdbcClient jdbc;
    private final Clock clock;

    HandoutStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Reserves the links for one download.
     *
     * @return false if they have been downloaded, or another download is in progress
     */
    boolean take(ImportId id) {
        var now = clock.instant();
        return jdbc.sql("""
                update user_import
                set links_taken_at = :now
                where id = :id and links_fetched_at is null and (links_taken_at is null or links_taken_at < :before)
                """)
                        .param("now", ResultColumns.time(now))
                        .param("before", ResultColumns.time(now.minus(TAKEN)))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    void keepTaken(ImportId id, boolean taken) {
        jdbc.sql("update user_import set links_taken_at = :at where id = :id and links_fetched_at is null")
                .param("at", taken ? ResultColumns.time(clock.instant()) : null)
                .param("id", id.value())
                .update();
    }

    void fetched(ImportId id) {
        jdbc.sql("update user_import set links_fetched_at = :now where id = :id and links_fetched_at is null")
                .param("now", ResultColumns.time(clock.instant()))
                .param("id", id.value())
                .update();
    }

    boolean areThere(ImportId id) {
        return jdbc.sql("select links_fetched_at is null and created > 0 from user_import where id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
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

    /** Returns the created users by line number. */
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
                .query((row, number) -> people.put(row.getInt("line"), new UserId(ResultColumns.uuid(row, "user_id"))))
                .list();
        return people;
    }

    void delete(ImportId id) {
        jdbc.sql("delete from imported_line where import_id = :import")
                .param("import", id.value())
                .update();
    }

    void delete(RoundTrip trip, UserId person) {
        trip.update("delete from imported_line where user_id = :person", Map.of("person", person.value()));
    }
}
