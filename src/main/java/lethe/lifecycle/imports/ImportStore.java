package lethe.lifecycle.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lethe.lifecycle.imports.Import.Status;
import lethe.lifecycle.staging.ImportId;
import lethe.platform.jobs.LongRunStore;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ImportStore extends LongRunStore<ImportId, Import> {
    private static final String COLUMNS = "id, status, lines, valid, created, failed, created_by, stopped";

    ImportStore(JdbcClient jdbc, Clock clock) {
        super(jdbc, clock, "user_import", COLUMNS, ImportStore::row, ImportId::value);
    }

    void insert(Actor actor, ImportId id, int lines) {
        jdbc.sql("""
                insert into user_import (id, organisation_id, created_at, created_by, status, lines)
                values (:id, :organisation, :now, :by, 'CHECKING', :lines)
                """)
                .param("id", id.value())
                .param("organisation", actor.organisation().value())
                .param("now", ResultColumns.time(clock.instant()))
                .param("by", actor.self().value())
                .param("lines", lines)
                .update();
    }

    /** Returns how an import was started. */
    Optional<Started> started(ImportId id) {
        return jdbc.sql("""
                select started_by, started_at, type, role_id, notice_version, language, invites
                from user_import
                where id = :id and started_by is not null
                """).param("id", id.value()).query(ImportStore::started).optional();
    }

    void start(ImportId id, Actor actor, StartForm form, int noticeVersion, String language) {
        var role = form.roleId();
        jdbc.sql("""
                update user_import
                set status = 'RUNNING', started_at = :now, started_by = :by, type = :type, role_id = :role,
                    notice_version = :version, language = :language, invites = :invites,
                    links_fetched_at = case when :invites then :now end
                where id = :id
                """)
                .param("now", ResultColumns.time(clock.instant()))
                .param("by", actor.self().value())
                .param("type", form.type() == null ? null : form.type().name())
                .param("role", role == null ? null : role.value())
                .param("version", noticeVersion)
                .param("language", language)
                .param("invites", form.invites())
                .param("id", id.value())
                .update();
    }

    Page<Import> list(@Nullable UUID after, int limit) {
        return list(after, limit, Import::id);
    }

    void checked(ImportId id) {
        become(id, Status.CHECKED);
    }

    void finish(ImportId id) {
        become(id, Status.DONE);
    }

    void count(ImportId id, int valid, int created, int failed) {
        jdbc.sql("""
                update user_import
                set valid = valid + :valid, created = created + :created, failed = failed + :failed
                where id = :id
                """)
                .param("valid", valid)
                .param("created", created)
                .param("failed", failed)
                .param("id", id.value())
                .update();
    }

    /** Whether it was started before the limit or, if it was never started, uploaded before it. */
    boolean isOlder(ImportId id, Instant limit) {
        return jdbc.sql("select coalesce(started_at, created_at) < :limit from user_import where id = :id")
                .param("limit", ResultColumns.time(limit))
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    private static Import row(ResultSet row, int number) throws SQLException {
        return new Import(
                new ImportId(ResultColumns.uuid(row, "id")),
                Status.valueOf(row.getString("status")),
                row.getInt("lines"),
                row.getInt("valid"),
                row.getInt("created"),
                row.getInt("failed"),
                new UserId(ResultColumns.uuid(row, "created_by")),
                row.getString("stopped"));
    }

    private static Started started(ResultSet row, int number) throws SQLException {
        var type = row.getString("type");
        var role = ResultColumns.uuidOrNull(row, "role_id");
        return new Started(
                new UserId(ResultColumns.uuid(row, "started_by")),
                ResultColumns.instant(row, "started_at"),
                type == null ? null : UserType.valueOf(type),
                role == null ? null : new RoleId(role),
                row.getInt("notice_version"),
                row.getString("language"),
                row.getBoolean("invites"));
    }
}
