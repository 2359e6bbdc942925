package lethe.roles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.Target;
import lethe.audit.Titles;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import lethe.kernel.Permission;
import lethe.kernel.RoleId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RoleStore implements Titles {
    private final JdbcClient jdbc;
    private final Clock clock;

    RoleStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(OrganisationId organisation, Role role) {
        jdbc.sql("""
                insert into role (id, organisation_id, name, permissions, created_at)
                values (:id, :organisation, :name, :permissions, :now)
                """)
                .param("id", role.id().value())
                .param("organisation", organisation.value())
                .param("name", role.name())
                .param(
                        "permissions",
                        role.permissions().stream().map(Permission::name).toArray(String[]::new))
                .param("now", Columns.time(clock.instant()))
                .update();
    }

    Optional<Role> find(RoleId id) {
        return jdbc.sql("select id, name, permissions, version from role where id = :id")
                .param("id", id.value())
                .query(RoleStore::role)
                .optional();
    }

    Optional<Role> hold(RoleId id) {
        return jdbc.sql("select id, name, permissions, version from role where id = :id for share")
                .param("id", id.value())
                .query(RoleStore::role)
                .optional();
    }

    List<Role> list(@Nullable UUID after, int most) {
        return jdbc.sql("""
                select id, name, permissions, version
                from role
                where :after::uuid is null
                   or (lower(name) collate "und-x-icu", id)
                      > (select lower(name) collate "und-x-icu", id from role where id = :after)
                order by lower(name) collate "und-x-icu", id
                limit :most
                """)
                .param("after", after)
                .param("most", most)
                .query(RoleStore::role)
                .list();
    }

    @Override
    public Map<Target, String> of(Collection<Target> things) {
        var names = new HashMap<Target, String>();
        jdbc.sql("select id, name from role where id = any (:ids)")
                .param("ids", things.stream().map(Target::value).toArray(UUID[]::new))
                .query((row, number) ->
                        names.put(Target.of(new RoleId(Columns.uuid(row, "id"))), row.getString("name")))
                .list();
        return names;
    }

    private static Role role(ResultSet row, int number) throws SQLException {
        return new Role(
                new RoleId(Columns.uuid(row, "id")),
                row.getString("name"),
                Columns.texts(row, "permissions").stream()
                        .map(Permission::valueOf)
                        .toList(),
                row.getLong("version"));
    }
}
