package lethe.identity.roles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.Cursors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which users have which role; terminated users have none. */
@Component
class HolderStore {
    private final JdbcClient jdbc;

    HolderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<RoleId, Integer> count(Collection<RoleId> roles) {
        var counts = new HashMap<RoleId, Integer>();
        jdbc.sql("select role_id, count(*) as holders from app_user where role_id = any (:roles) group by role_id")
                .param("roles", roles.stream().map(RoleId::value).toArray(UUID[]::new))
                .query((row, number) ->
                        counts.put(new RoleId(ResultColumns.uuid(row, "role_id")), row.getInt("holders")))
                .list();
        return counts;
    }

    int countExternal(RoleId role) {
        return jdbc.sql("select count(*) from app_user where role_id = :role and type = 'EXTERNAL'")
                .param("role", role.value())
                .query(Integer.class)
                .single();
    }

    Optional<RoleId> roleOf(UserId person) {
        return jdbc.sql("select role_id from app_user where id = :person and role_id is not null")
                .param("person", person.value())
                .query((row, number) -> new RoleId(ResultColumns.uuid(row, "role_id")))
                .optional();
    }

    List<RoleHolder> list(RoleId role, @Nullable UUID after, int most) {
        var found = jdbc.sql("""
                select id, first_name, last_name, type
                from search_users('{}', array ['INVITED', 'ACTIVE', 'SUSPENDED'], null, :role, :after, :most)
                order by sort_name, sort_first_name, id
                """)
                .param("role", role.value())
                .param("after", after)
                .param("most", most)
                .query(HolderStore::holder)
                .list();
        return Cursors.requireRow(found, after, jdbc, "app_user");
    }

    List<UserId> ids(RoleId role) {
        return jdbc
                .sql("select id from app_user where role_id = :role")
                .param("role", role.value())
                .query(UUID.class)
                .list()
                .stream()
                .map(UserId::new)
                .toList();
    }

    /** Locks the holders until the transaction ends. */
    List<RoleHolder> lock(RoleId role) {
        return jdbc.sql(
                        "select id, first_name, last_name, type from app_user where role_id = :role order by id for update")
                .param("role", role.value())
                .query(HolderStore::holder)
                .list();
    }

    void reassign(RoleId before, RoleId role) {
        jdbc.sql("update app_user set role_id = :role where role_id = :before")
                .param("role", role.value())
                .param("before", before.value())
                .update();
    }

    private static RoleHolder holder(ResultSet row, int number) throws SQLException {
        return new RoleHolder(
                new UserId(ResultColumns.uuid(row, "id")),
                row.getString("first_name") + " " + row.getString("last_name"),
                UserType.valueOf(row.getString("type")));
    }
}
