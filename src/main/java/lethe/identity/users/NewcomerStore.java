package lethe.identity.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People in hundreds: one statement for all of them. */
@Component
class NewcomerStore {
    private final JdbcClient jdbc;
    private final Clock clock;

    NewcomerStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Held(UserId id, OrganisationId organisation, UserType type, RoleId role) {}

    List<Held> holdInvited(Collection<UserId> people) {
        return jdbc.sql("""
                select id, organisation_id, type, role_id
                from app_user
                where id = any (:people) and status = 'INVITED'
                order by id
                for update
                """)
                .param("people", people.stream().map(UserId::value).toArray(UUID[]::new))
                .query(NewcomerStore::held)
                .list();
    }

    Set<KeySlot> held(Set<KeySlot> slots) {
        return jdbc.sql("select key_slot from account where key_slot = any (:slots)")
                .param("slots", slots.stream().map(KeySlot::number).toArray(Long[]::new))
                .query((row, number) -> new KeySlot(row.getLong("key_slot")))
                .set();
    }

    void insert(Actor actor, List<ImportedUser> people) {
        jdbc.sql("""
                insert into app_user (id, organisation_id, first_name, last_name, type, role_id, status, created_at, created_by_kind,
                                      created_by)
                select id, :organisation, first_name, last_name, type, role_id, 'INVITED', :now, :kind, :by
                from unnest(:ids, :firsts, :lasts, :types, :roles) as one (id, first_name, last_name, type, role_id)
                """)
                .param("organisation", actor.organisation().value())
                .param("now", ResultColumns.time(clock.instant()))
                .param("kind", actor.kind().name())
                .param("by", actor.self().value())
                .param("ids", ids(people))
                .param("firsts", texts(people, ImportedUser::firstName))
                .param("lasts", texts(people, ImportedUser::lastName))
                .param("types", texts(people, one -> one.type().name()))
                .param("roles", people.stream().map(one -> one.roleId().value()).toArray(UUID[]::new))
                .update();
    }

    void insertAccounts(OrganisationId organisation, List<ImportedUser> people, List<byte[]> emails) {
        jdbc.sql("""
                insert into account (user_id, organisation_id, key_slot, email)
                select id, :organisation, slot, email
                from unnest(:ids, :slots, :emails::bytea[]) as one (id, slot, email)
                """)
                .param("organisation", organisation.value())
                .param("ids", ids(people))
                .param("slots", people.stream().map(one -> one.slot().number()).toArray(Long[]::new))
                .param("emails", emails.toArray(byte[][]::new))
                .update();
    }

    private static UUID[] ids(List<ImportedUser> people) {
        return people.stream().map(one -> one.id().value()).toArray(UUID[]::new);
    }

    private static String[] texts(List<ImportedUser> people, Function<ImportedUser, String> text) {
        return people.stream().map(text).toArray(String[]::new);
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(
                new UserId(ResultColumns.uuid(row, "id")),
                new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                UserType.valueOf(row.getString("type")),
                new RoleId(ResultColumns.uuid(row, "role_id")));
    }
}
