package lethe.identity.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.log.Names;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class UserStore implements Names {
    private static final String COLUMNS = """
            select u.id, u.first_name, u.last_name, u.type, u.role_id, u.access_until, u.status, u.created_at, u.created_by,
                   u.last_role_id, u.last_role_name, u.terminated_at, u.terminated_by, u.retained_until, a.key_slot, a.email
            """;
    private static final String USER = COLUMNS + """
            from app_user u
            left join account a on a.organisation_id = u.organisation_id and a.user_id = u.id
            """;
    private final JdbcClient jdbc;

    UserStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insertAccount(OrganisationId organisation, UserId id, KeySlot slot, byte[] email) {
        jdbc.sql("""
                insert into account (user_id, organisation_id, key_slot, email)
                values (:id, :organisation, :slot, :email)
                on conflict do nothing
                """)
                .param("id", id.value())
                .param("organisation", organisation.value())
                .param("slot", slot.number())
                .param("email", email)
                .update();
    }

    Optional<UserRow> find(UserId id) {
        return jdbc.sql(USER + "where u.id = :id")
                .param("id", id.value())
                .query(UserStore::row)
                .optional();
    }

    /** The user, held until the transaction ends. */
    Optional<UserRow> hold(UserId id) {
        return jdbc.sql(USER + "where u.id = :id for update of u")
                .param("id", id.value())
                .query(UserStore::row)
                .optional();
    }

    Optional<UserRow> findBySlot(KeySlot slot) {
        return jdbc.sql(USER + "where a.key_slot = :slot")
                .param("slot", slot.number())
                .query(UserStore::row)
                .optional();
    }

    List<UserRow> findBySlots(Collection<KeySlot> slots) {
        return jdbc.sql(USER + "where a.key_slot = any (:slots)")
                .param("slots", slots.stream().map(KeySlot::number).toArray(Long[]::new))
                .query(UserStore::row)
                .list();
    }

    List<UserRow> list(UserFilter filter) {
        return jdbc.sql(COLUMNS + """
                from search_users(:words, :statuses, :type, :role, :after, :most) u
                left join account a on a.organisation_id = u.organisation_id and a.user_id = u.id
                order by u.sort_name, u.sort_first_name, u.id
                """)
                .param("words", filter.words().toArray(String[]::new))
                .param("statuses", filter.statuses().toArray(String[]::new))
                .param("type", filter.type() == null ? null : filter.type().name())
                .param("role", filter.role() == null ? null : filter.role().value())
                .param("after", filter.after())
                .param("most", filter.limit() + 1)
                .query(UserStore::row)
                .list();
    }

    void reassign(UserId id, UserType type, RoleId role, @Nullable LocalDate accessUntil) {
        jdbc.sql("update app_user set type = :type, role_id = :role, access_until = :until where id = :id")
                .param("type", type.name())
                .param("role", role.value())
                .param("until", accessUntil)
                .param("id", id.value())
                .update();
    }

    void status(UserId id, UserStatus status) {
        jdbc.sql("update app_user set status = :status where id = :id and status <> 'TERMINATED'")
                .param("status", status.name())
                .param("id", id.value())
                .update();
    }

    /** Of the signed-in person; of nobody where none is. */
    void changeName(String first, String last) {
        jdbc.sql("select change_my_name(:first, :last)")
                .param("first", first)
                .param("last", last)
                .query((row, number) -> 0)
                .list();
    }

    /** Of the signed-in person likewise. */
    void changeEmail(KeySlot slot, byte[] email) {
        jdbc.sql("select change_my_email(:slot, :email)")
                .param("slot", slot.number())
                .param("email", email)
                .query((row, number) -> 0)
                .list();
    }

    void terminate(UserId id, @Nullable UserId by, Instant at, LocalDate retainedUntil) {
        jdbc.sql("""
                update app_user u
                set status = 'TERMINATED', terminated_at = :at, terminated_by = :by, retained_until = :until, access_until = null,
                    last_role_id = r.id, last_role_name = r.name, role_id = null
                from role r
                where u.id = :id and r.organisation_id = u.organisation_id and r.id = u.role_id
                """)
                .param("at", ResultColumns.time(at))
                .param("by", by == null ? null : by.value())
                .param("until", retainedUntil)
                .param("id", id.value())
                .update();
    }

    void deleteAccount(UserId id) {
        jdbc.sql("delete from account where user_id = :id")
                .param("id", id.value())
                .update();
    }

    @Override
    public Map<UserId, String> of(Collection<UserId> people) {
        var names = new HashMap<UserId, String>();
        jdbc.sql("select id, first_name, last_name from app_user where id = any (:ids)")
                .param("ids", people.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, number) -> names.put(
                        new UserId(ResultColumns.uuid(row, "id")),
                        row.getString("first_name") + " " + row.getString("last_name")))
                .list();
        return names;
    }

    private static UserRow row(ResultSet row, int number) throws SQLException {
        return new UserRow(
                new UserId(ResultColumns.uuid(row, "id")),
                row.getString("first_name"),
                row.getString("last_name"),
                UserType.valueOf(row.getString("type")),
                role(row, "role_id"),
                ResultColumns.dateOrNull(row, "access_until"),
                UserStatus.valueOf(row.getString("status")),
                ResultColumns.instant(row, "created_at"),
                user(row, "created_by"),
                role(row, "last_role_id"),
                row.getString("last_role_name"),
                ResultColumns.instantOrNull(row, "terminated_at"),
                user(row, "terminated_by"),
                ResultColumns.dateOrNull(row, "retained_until"),
                row.getObject("key_slot", Long.class),
                row.getBytes("email"));
    }

    private static @Nullable UserId user(ResultSet row, String column) throws SQLException {
        var id = ResultColumns.uuidOrNull(row, column);
        return id == null ? null : new UserId(id);
    }

    private static @Nullable RoleId role(ResultSet row, String column) throws SQLException {
        var id = ResultColumns.uuidOrNull(row, column);
        return id == null ? null : new RoleId(id);
    }
}
