package lethe.identity.users;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import lethe.audit.log.Names;
import lethe.identity.roles.Reassignment.Assigned;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder.Row;
import lethe.platform.personaldata.EvidenceTable;
import lethe.platform.requests.Cursors;
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
    private final Clock clock;
    private final Randomness randomness;
    private final RoundTrips trips;

    UserStore(JdbcClient jdbc, Clock clock, Randomness randomness, RoundTrips trips) {
        this.trips = trips;
        this.jdbc = jdbc;
        this.clock = clock;
        this.randomness = randomness;
    }

    /**
     * Inserts one user or hundreds, in one statement.
     *
     * @return their names, as evidence
     */
    List<Row> insert(Actor actor, List<CheckedUser> people) {
        return trips.ask(trip -> insert(trip, actor, people, clock.instant()));
    }

    Supplier<List<Row>> insert(RoundTrip trip, Actor actor, List<CheckedUser> people, Instant now) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("organisation", actor.organisation().value());
        values.put("now", ResultColumns.time(now));
        values.put("kind", actor.kind().name());
        values.put("by", actor.user() == null ? null : actor.user().value());
        values.put("ids", ids(people));
        values.put("firsts", texts(people, CheckedUser::firstName));
        values.put("lasts", texts(people, CheckedUser::lastName));
        values.put("types", texts(people, one -> one.type().name()));
        values.put("roles", people.stream().map(one -> one.roleId().value()).toArray(UUID[]::new));
        values.put("nonces", people.stream().map(one -> nonce()).toArray(byte[][]::new));
        return trip.query("""
                insert into app_user (id, organisation_id, first_name, last_name, type, role_id, status, created_at, created_by_kind,
                                      created_by, name_nonce)
                select id, :organisation, first_name, last_name, type, role_id, 'INVITED', :now, :kind, :by::uuid, nonce
                from unnest(:ids, :firsts, :lasts, :types, :roles, :nonces::bytea[])
                    as one (id, first_name, last_name, type, role_id, nonce)
                returning
                """ + RetainedNames.ROWS.read(), values, RetainedNames.ROWS::row);
    }

    /** @param emails sealed, in the order of the people */
    void insertAccounts(RoundTrip trip, OrganisationId organisation, List<CheckedUser> people, List<byte[]> emails) {
        trip.update(
                """
                insert into account (user_id, organisation_id, key_slot, email)
                select id, :organisation, slot, email
                from unnest(:ids, :slots, :emails::bytea[]) as one (id, slot, email)
                """,
                Map.of(
                        "organisation",
                        organisation.value(),
                        "ids",
                        ids(people),
                        "slots",
                        people.stream().map(one -> one.slot().number()).toArray(Long[]::new),
                        "emails",
                        emails.toArray(byte[][]::new)));
    }

    boolean hasUsers() {
        return jdbc.sql("select exists (select 1 from app_user)")
                .query(Boolean.class)
                .single();
    }

    Optional<UserRow> find(UserId id) {
        return trips.ask(trip -> find(trip, id));
    }

    Supplier<Optional<UserRow>> find(RoundTrip trip, UserId id) {
        var found = trip.query(USER + "where u.id = :id", Map.of("id", id.value()), UserRow::of);
        return () -> found.get().stream().findFirst();
    }

    /** Locks the user until the transaction ends. */
    Optional<UserRow> lock(UserId id) {
        return trips.ask(trip -> lock(trip, id));
    }

    Supplier<Optional<UserRow>> lock(RoundTrip trip, UserId id) {
        var found = trip.query(USER + "where u.id = :id for update of u", Map.of("id", id.value()), UserRow::of);
        return () -> found.get().stream().findFirst();
    }

    /** Locks those who have not set a password yet, until the transaction ends. */
    List<UserRow> lockInvited(Collection<UserId> people) {
        return jdbc.sql(USER + "where u.id = any (:people) and u.status = 'INVITED' order by u.id for update of u")
                .param("people", people.stream().map(UserId::value).toArray(UUID[]::new))
                .query(UserRow::of)
                .list();
    }

    Optional<UserRow> findBySlot(KeySlot slot) {
        return findBySlots(List.of(slot)).stream().findFirst();
    }

    Set<KeySlot> held(Set<KeySlot> slots) {
        return jdbc.sql("select key_slot from account where key_slot = any (:slots)")
                .param("slots", slots.stream().map(KeySlot::number).toArray(Long[]::new))
                .query((row, number) -> new KeySlot(row.getLong("key_slot")))
                .set();
    }

    List<UserRow> findBySlots(Collection<KeySlot> slots) {
        return trips.ask(trip -> trip.query(
                USER + "where a.key_slot = any (:slots)",
                Map.of("slots", slots.stream().map(KeySlot::number).toArray(Long[]::new)),
                UserRow::of));
    }

    /** Accounts are looked up one by one: PostgreSQL expects a thousand rows of a function, and would join all accounts. */
    List<UserRow> list(UserFilter filter) {
        var found = jdbc.sql(COLUMNS + """
                from search_users(:words, :statuses, :type, :role, :after, :most) u
                left join lateral (select key_slot, email from account where organisation_id = u.organisation_id and user_id = u.id limit 1) a on true
                order by u.sort_name, u.sort_first_name, u.id
                """)
                .param("words", filter.words().toArray(String[]::new))
                .param("statuses", filter.statuses().toArray(String[]::new))
                .param("type", filter.type() == null ? null : filter.type().name())
                .param("role", filter.role() == null ? null : filter.role().value())
                .param("after", filter.after())
                .param("most", filter.limit() + 1)
                .query(UserRow::of)
                .list();
        return Cursors.requireRow(found, filter.after(), jdbc, "app_user");
    }

    /** The users after {@code last}, by its names as they were read: a later change to that user skips no one. */
    List<UserRow> following(User.@Nullable Present last, int most) {
        return jdbc.sql(USER + """
                where u.status <> 'TERMINATED'
                  and (:id::uuid is null or (u.sort_name, u.sort_first_name, u.id) > (lower(:last::text), lower(:first::text), :id))
                order by u.sort_name, u.sort_first_name, u.id
                limit :most
                """)
                .param("id", last == null ? null : last.id().value())
                .param("last", last == null ? null : last.lastName())
                .param("first", last == null ? null : last.firstName())
                .param("most", most)
                .query(UserRow::of)
                .list();
    }

    void reassign(RoundTrip trip, UserId id, Assigned assigned) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("type", assigned.type().name());
        values.put("role", assigned.role().value());
        values.put("until", assigned.until());
        values.put("id", id.value());
        trip.update(
                "update app_user set type = :type, role_id = :role, access_until = :until::date where id = :id",
                values);
    }

    void status(UserId id, UserStatus status) {
        jdbc.sql("update app_user set status = :status where id = :id and status <> 'TERMINATED'")
                .param("status", status.name())
                .param("id", id.value())
                .update();
    }

    /** Changes the signed-in user's name; without one, nothing changes. */
    void changeName(String first, String last) {
        jdbc.sql("select change_my_name(:first, :last, :nonce)")
                .param("first", first)
                .param("last", last)
                .param("nonce", nonce())
                .query((row, number) -> 0)
                .list();
    }

    /** The names, as evidence. */
    Row name(UserId id) {
        return RetainedNames.ROWS.rows(jdbc, List.of(id.value())).getFirst();
    }

    /** Changes the signed-in user's e-mail; without one, nothing changes. */
    void changeEmail(KeySlot slot, byte[] email) {
        jdbc.sql("select change_my_email(:slot, :email)")
                .param("slot", slot.number())
                .param("email", email)
                .query((row, number) -> 0)
                .list();
    }

    void terminate(RoundTrip trip, UserId id, @Nullable UserId by, Instant at, LocalDate retainedUntil) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("at", ResultColumns.time(at));
        values.put("by", by == null ? null : by.value());
        values.put("until", retainedUntil);
        values.put("id", id.value());
        trip.update("""
                update app_user u
                set status = 'TERMINATED', terminated_at = :at, terminated_by = :by::uuid, retained_until = :until, access_until = null,
                    last_role_id = r.id, last_role_name = r.name, role_id = null
                from role r
                where u.id = :id and r.organisation_id = u.organisation_id and r.id = u.role_id
                """, values);
    }

    /** Deletes the account and returns its key slot. */
    Supplier<List<KeySlot>> deleteAccount(RoundTrip trip, UserId id) {
        return trip.query(
                "delete from account where user_id = :id returning key_slot",
                Map.of("id", id.value()),
                (row, number) -> new KeySlot(row.getLong("key_slot")));
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

    private byte[] nonce() {
        return randomness.bytes(EvidenceTable.NONCE);
    }

    private static UUID[] ids(List<CheckedUser> people) {
        return people.stream().map(one -> one.id().value()).toArray(UUID[]::new);
    }

    private static String[] texts(List<CheckedUser> people, Function<CheckedUser, String> text) {
        return people.stream().map(text).toArray(String[]::new);
    }
}
