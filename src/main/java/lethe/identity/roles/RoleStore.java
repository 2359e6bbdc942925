package lethe.identity.roles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.audit.log.Target;
import lethe.audit.log.Titles;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Cursors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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

    /** @return false if the name is taken */
    boolean insert(OrganisationId organisation, Role role) {
        return jdbc.sql("""
                insert into role (id, organisation_id, name, permissions, created_at)
                values (:id, :organisation, :name, :permissions, :now)
                on conflict (organisation_id, lower(name)) do nothing
                """)
                        .param("id", role.id().value())
                        .param("organisation", organisation.value())
                        .param("name", role.name())
                        .param("permissions", names(role))
                        .param("now", ResultColumns.time(clock.instant()))
                        .update()
                == 1;
    }

    /** @return false if the name is taken, even by a concurrent transaction */
    boolean update(Role role) {
        try {
            return jdbc.sql("""
                    update role
                    set name = :name, permissions = :permissions, version = version + 1
                    where id = :id
                      and not exists (select 1 from role other where other.id <> :id and lower(other.name) = lower(:name))
                    """)
                            .param("id", role.id().value())
                            .param("name", role.name())
                            .param("permissions", names(role))
                            .update()
                    == 1;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    void delete(RoleId id) {
        jdbc.sql("""
                with gone as (delete from role where id = :id returning id, organisation_id, name)
                insert into deleted_role (id, organisation_id, name, deleted_at)
                select id, organisation_id, name, :now
                from gone
                """)
                .param("id", id.value())
                .param("now", ResultColumns.time(clock.instant()))
                .update();
    }

    Optional<Role> find(RoleId id) {
        return jdbc.sql("select id, name, permissions, version from role where id = :id")
                .param("id", id.value())
                .query(RoleStore::role)
                .optional();
    }

    /** A user's role. */
    Optional<Role> of(UserId person) {
        return jdbc.sql("""
                select r.id, r.name, r.permissions, r.version
                from app_user u
                join role r on r.organisation_id = u.organisation_id and r.id = u.role_id
                where u.id = :person
                """)
                .param("person", person.value())
                .query(RoleStore::role)
                .optional();
    }

    Optional<Role> widest() {
        return jdbc.sql("""
                select id, name, permissions, version
                from role
                order by cardinality(permissions) desc, created_at, id
                limit 1
                """).query(RoleStore::role).optional();
    }

    /** Locks in the order of IDs, to avoid deadlocks. */
    Supplier<List<Role>> lockShared(RoundTrip trip, Collection<RoleId> ids) {
        return trip.query(
                "select id, name, permissions, version from role where id = any (:ids) order by id for share",
                Map.of("ids", ids.stream().map(RoleId::value).toArray(UUID[]::new)),
                RoleStore::role);
    }

    /** Locks for update, so that the roles cannot be given to more users. */
    List<Role> lock(Collection<RoleId> ids) {
        return jdbc.sql("select id, name, permissions, version from role where id = any (:ids) order by id for update")
                .param("ids", ids.stream().map(RoleId::value).toArray(UUID[]::new))
                .query(RoleStore::role)
                .list();
    }

    List<Role> list(@Nullable UUID after, int most) {
        var found = jdbc.sql("""
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
        return Cursors.requireRow(found, after, jdbc, "role");
    }

    @Override
    public String kind() {
        return "role";
    }

    @Override
    public Map<Target, String> of(Collection<Target> things) {
        var names = new HashMap<Target, String>();
        jdbc.sql("""
                select id, name from role where id = any (:ids)
                union all
                select id, name from deleted_role where id = any (:ids)
                """)
                .param("ids", things.stream().map(Target::value).toArray(UUID[]::new))
                .query((row, number) ->
                        names.put(Target.of(new RoleId(ResultColumns.uuid(row, "id"))), row.getString("name")))
                .list();
        return names;
    }

    private static String[] names(Role role) {
        return role.permissions().stream().map(Permission::name).toArray(String[]::new);
    }

    private static Role role(ResultSet row, int number) throws SQLException {
        return new Role(
                new RoleId(ResultColumns.uuid(row, "id")),
                row.getString("name"),
                ResultColumns.texts(row, "permissions").stream()
                        .map(Permission::valueOf)
                        .toList(),
                row.getLong("version"));
    }
}
