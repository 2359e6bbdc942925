package lethe.identity.roles;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class StandingStore {
    private final JdbcClient jdbc;

    StandingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void lock(Collection<UserId> people) {
        lock("true", null, people);
    }

    void lockBefore(UserId actor, Collection<UserId> people) {
        lock("id < :actor", actor, people);
    }

    void lockAfter(UserId actor, Collection<UserId> people) {
        lock("id > :actor", actor, people);
    }

    private void lock(String which, @Nullable UserId actor, Collection<UserId> people) {
        if (!people.isEmpty()) {
            jdbc.sql("select id from app_user where id = any (:people) and " + which + " order by id for update")
                    .param("people", people.stream().map(UserId::value).toArray(UUID[]::new))
                    .param("actor", actor == null ? null : actor.value())
                    .query(UUID.class)
                    .list();
        }
    }

    /** Shared, so that nobody who does several things at once waits for themselves. */
    Optional<Actor> lockActor(UserId person, Instant now) {
        return lockActor(person, now, "u");
    }

    /** As {@link #lockActor}, and their role allows no less until the transaction ends. */
    Optional<Actor> lockActorAndRole(UserId person, Instant now) {
        return lockActor(person, now, "u, r");
    }

    private Optional<Actor> lockActor(UserId person, Instant now, String held) {
        // In a statement of its own: one that joins, and has to wait, would look for the new role among the rows of
        // before.
        jdbc.sql("select id from app_user where id = :person for share")
                .param("person", person.value())
                .query(UUID.class)
                .list();
        return jdbc.sql("""
                select u.organisation_id, u.type, r.permissions
                from app_user u
                join role r on r.organisation_id = u.organisation_id and r.id = u.role_id
                where u.id = :person and u.status in ('INVITED', 'ACTIVE')
                  and (u.access_until is null or u.access_until >= (:now::timestamptz at time zone 'UTC')::date)
                for share of %s
                """.formatted(held))
                .param("person", person.value())
                .param("now", ResultColumns.time(now))
                .query((row, number) -> Actor.user(
                        new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                        person,
                        UserType.valueOf(row.getString("type")),
                        ResultColumns.texts(row, "permissions").stream()
                                .map(Permission::valueOf)
                                .toList()))
                .optional();
    }

    /** Whether somebody else is an admin who can get in. */
    boolean anotherAdmin(UserId person) {
        return jdbc.sql("""
                select exists (
                    select 1
                    from app_user
                    where type = 'ADMIN' and status in ('INVITED', 'ACTIVE') and id <> :person
                )
                """)
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }
}
