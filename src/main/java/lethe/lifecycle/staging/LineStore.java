package lethe.lifecycle.staging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.vault.vault.EmailClaimHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the encrypted lines of files until they are created as users. */
@Component
class LineStore implements EmailClaimHolder {
    private final JdbcClient jdbc;

    LineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void stage(OrganisationId organisation, ImportId id, List<StagedLine> lines) {
        jdbc.sql("""
                insert into staged_line (organisation_id, import_id, line, reserved_id, key_slot, name_and_email, type, role_id)
                select :organisation, :import, line, reserved_id, key_slot, name_and_email, type, role_id
                from unnest(:lines, :users, :slots, :people::bytea[], :types, :roles)
                         as one (line, reserved_id, key_slot, name_and_email, type, role_id)
                """)
                .param("organisation", organisation.value())
                .param("import", id.value())
                .param("lines", lines.stream().map(StagedLine::line).toArray(Integer[]::new))
                .param("users", lines.stream().map(one -> one.user().value()).toArray(UUID[]::new))
                .param("slots", lines.stream().map(one -> one.slot().number()).toArray(Long[]::new))
                .param("people", lines.stream().map(StagedLine::person).toArray(byte[][]::new))
                .param(
                        "types",
                        lines.stream()
                                .map(one ->
                                        one.type() == null ? null : one.type().name())
                                .toArray(String[]::new))
                .param(
                        "roles",
                        lines.stream()
                                .map(one ->
                                        one.role() == null ? null : one.role().value())
                                .toArray(UUID[]::new))
                .update();
    }

    /**
     * Locks and returns the next lines until the transaction ends, skipping lines that another transaction is
     * claiming.
     */
    List<StagedLine> lock(ImportId id, int most) {
        return jdbc.sql("""
                select line, reserved_id, key_slot, name_and_email, type, role_id
                from staged_line
                where import_id = :import
                order by line
                limit :most
                for update skip locked
                """)
                .param("import", id.value())
                .param("most", most)
                .query(LineStore::staged)
                .list();
    }

    List<StagedLine> under(Collection<KeySlot> slots) {
        return jdbc.sql("""
                select line, reserved_id, key_slot, name_and_email, type, role_id
                from staged_line
                where key_slot = any (:slots)
                """)
                .param("slots", numbers(slots))
                .query(LineStore::staged)
                .list();
    }

    boolean anyStaged(ImportId id) {
        return jdbc.sql("select exists (select from staged_line where import_id = :import)")
                .param("import", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Returns which of {@code type} and {@code roleId} some line does not name. */
    Set<String> open(ImportId id) {
        var open = new HashSet<String>();
        jdbc.sql("""
                select coalesce(bool_or(type is null), false) as type, coalesce(bool_or(role_id is null), false) as role
                from staged_line
                where import_id = :import
                """)
                .param("import", id.value())
                .query((row, number) ->
                        (row.getBoolean("type") && open.add("type")) | (row.getBoolean("role") && open.add("roleId")))
                .list();
        return open;
    }

    void delete(ImportId id, List<StagedLine> lines) {
        jdbc.sql("delete from staged_line where import_id = :import and line = any (:lines)")
                .param("import", id.value())
                .param("lines", lines.stream().map(StagedLine::line).toArray(Integer[]::new))
                .update();
    }

    /** Deletes some waiting lines and returns their keys' slots. */
    List<KeySlot> deleteSome(ImportId id, int most) {
        return jdbc.sql("""
                delete from staged_line
                where import_id = :import and line in (
                    select line
                    from staged_line
                    where import_id = :import
                    order by line
                    limit :most
                    for update
                )
                returning key_slot
                """)
                .param("import", id.value())
                .param("most", most)
                .query((row, number) -> new KeySlot(row.getLong("key_slot")))
                .list();
    }

    /** Those of the slots that belong to lines of a running import. */
    Set<KeySlot> running(Set<KeySlot> slots) {
        return jdbc.sql("""
                select l.key_slot
                from staged_line l
                join user_import i on i.organisation_id = l.organisation_id and i.id = l.import_id
                where l.key_slot = any (:slots) and i.status = 'RUNNING'
                """)
                .param("slots", numbers(slots))
                .query((row, number) -> new KeySlot(row.getLong("key_slot")))
                .set();
    }

    @Override
    public Set<KeySlot> giveUp(Collection<KeySlot> slots) {
        var given = new HashSet<KeySlot>();
        var imports = new LinkedHashMap<UUID, List<Integer>>();
        jdbc.sql("delete from staged_line where key_slot = any (:slots) returning key_slot, import_id, line")
                .param("slots", numbers(slots))
                .query((row, number) -> {
                    given.add(new KeySlot(row.getLong("key_slot")));
                    return imports.computeIfAbsent(ResultColumns.uuid(row, "import_id"), id -> new ArrayList<>())
                            .add(row.getInt("line"));
                })
                .list();
        new TreeMap<>(imports).forEach(this::tellGivenUp);
        return given;
    }

    private void tellGivenUp(UUID id, List<Integer> lines) {
        jdbc.sql("""
                with told as (
                    update user_import
                    set valid = valid - case when status = 'RUNNING' then 0 else :count end,
                        failed = failed + case when status = 'RUNNING' then :count else 0 end
                    where id = :import
                    returning organisation_id, id
                )
                insert into import_problem (organisation_id, import_id, line, field, code)
                select told.organisation_id, told.id, line, :field, :code
                from told, unnest(:lines) as line
                on conflict do nothing
                """)
                .param("count", lines.size())
                .param("import", id)
                .param("field", ImportProblem.EMAIL)
                .param("code", ImportProblem.IN_USE)
                .param("lines", lines.toArray(Integer[]::new))
                .update();
    }

    /** Deletes the line reserved for this user and returns its keys' slots. */
    Supplier<List<KeySlot>> delete(RoundTrip trip, UserId person) {
        return trip.query(
                "delete from staged_line where reserved_id = :person returning key_slot",
                Map.of("person", person.value()),
                (row, number) -> new KeySlot(row.getLong("key_slot")));
    }

    private static Long[] numbers(Collection<KeySlot> slots) {
        return slots.stream().map(KeySlot::number).toArray(Long[]::new);
    }

    private static StagedLine staged(ResultSet row, int number) throws SQLException {
        var type = row.getString("type");
        var role = ResultColumns.uuidOrNull(row, "role_id");
        return new StagedLine(
                row.getInt("line"),
                new UserId(ResultColumns.uuid(row, "reserved_id")),
                new KeySlot(row.getLong("key_slot")),
                row.getBytes("name_and_email"),
                type == null ? null : UserType.valueOf(type),
                role == null ? null : new RoleId(role));
    }
}
