package lethe.identity.roles;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
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

    void lock(RoundTrip trip, Collection<UserId> people) {
        lock(trip, "true", null, people);
    }

    void lockBefore(RoundTrip trip, UserId actor, Collection<UserId> people) {
        lock(trip, "id < :actor", actor, people);
    }

    void lockAfter(RoundTrip trip, UserId actor, Collection<UserId> people) {
        lock(trip, "id > :actor", actor, people);
    }

    private static void lock(RoundTrip trip, String which, @Nullable UserId actor, Collection<UserId> people) {
        if (!people.isEmpty()) {
            var values = new HashMap<String, @Nullable Object>();
            values.put("people", people.stream().map(UserId::value).toArray(UUID[]::new));
            values.put("actor", actor == null ? null : actor.value());
            trip.query(
                    "select id from app_user where id = any (:people) and " + which + " order by id for update",
                    values,
                    (row, number) -> number);
        }
    }

    /** A shared lock, so that several transactions of one actor do not wait for each other. */
    Supplier<Optional<Actor>> lockActor(RoundTrip trip, UserId person, Instant now) {
        return lockActor(trip, person, now, "u");
    }

    /**
     * As {@link #lockActor}, and locks their role as well, so that it keeps its permissions until the transaction ends.
     */
    Supplier<Optional<Actor>> lockActorAndRole(RoundTrip trip, UserId person, Instant now) {
        return lockActor(trip, person, now, "u, r");
    }

    private static Supplier<Optional<Actor>> lockActor(RoundTrip trip, UserId person, Instant now, String locked) {
        // A separate statement: a join that waits for the lock would then look for the new role in its old snapshot.
        trip.query(
                "select id from app_user where id = :person for share",
                Map.of("person", person.value()),
                (row, number) -> number);
        var found = trip.query(
                """
                select u.organisation_id, u.type, r.permissions
                from app_user u
                join role r on r.organisation_id = u.organisation_id and r.id = u.role_id
                where u.id = :person and u.status in ('INVITED', 'ACTIVE')
                  and (u.access_until is null or u.access_until >= (:now::timestamptz at time zone 'UTC')::date)
                for share of %s
                """.formatted(locked),
                Map.of("person", person.value(), "now", ResultColumns.time(now)),
                (row, number) -> Actor.user(
                        new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                        person,
                        UserType.valueOf(row.getString("type")),
                        ResultColumns.texts(row, "permissions").stream()
                                .map(Permission::valueOf)
                                .toList()));
        return () -> found.get().stream().findFirst();
    }

    /** Whether another administrator can sign in. */
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
