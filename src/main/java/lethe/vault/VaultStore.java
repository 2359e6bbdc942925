package lethe.vault;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import lethe.kernel.OrganisationId;
import lethe.slots.Header;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The vault's tables and locks.
 *
 * <p>The advisory locks, all until the end of the transaction: {@link #GATE}, shared by whoever writes to the key file
 * and taken whole by whoever rearranges it; {@link #GROUPS} with the number of a group of the directory, after the gate and in
 * ascending order.
 */
@Repository
class VaultStore {
    static final int GATE = 0x6b657973;
    static final int GROUPS = 0x6b657974;
    private final JdbcClient jdbc;

    VaultStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void enterGate() {
        jdbc.sql("select pg_advisory_xact_lock_shared(:gate, 0)")
                .param("gate", GATE)
                .query((row, number) -> number)
                .list();
    }

    /** Numbers that were never given out before: given out inside the gate, where nobody moves the sequence. */
    List<Long> enterGateForNumbers(int count) {
        return jdbc.sql("""
                select pg_advisory_xact_lock_shared(:gate, 0), nextval('key_slot') as number
                from generate_series(1, :count)
                """)
                .param("gate", GATE)
                .param("count", count)
                .query((row, number) -> row.getLong("number"))
                .list();
    }

    /** Alone: nobody else writes to the key file until the end of the transaction. */
    void closeGate() {
        jdbc.sql("select pg_advisory_xact_lock(:gate, 0)")
                .param("gate", GATE)
                .query((row, number) -> number)
                .list();
    }

    /** As {@link #closeGate}, and gives up after a while: the caller may itself be what it waits for. */
    void closeGateSoon() {
        jdbc.sql("select set_config('lock_timeout', '2s', true)")
                .query(String.class)
                .single();
        closeGate();
    }

    void lock(Collection<Integer> groups) {
        jdbc.sql("select pg_advisory_xact_lock(:class, number) from unnest(cast(:groups as integer[])) as number")
                .param("class", GROUPS)
                .param("groups", groups.stream().sorted().toArray(Integer[]::new))
                .query((row, number) -> number)
                .list();
    }

    Optional<Installation> installation() {
        return jdbc.sql("select id, incarnation from installation")
                .query(Installation.class)
                .optional();
    }

    void insert(Installation installation) {
        jdbc.sql("insert into installation (id, incarnation) values (:id, :incarnation)")
                .paramSource(installation)
                .update();
    }

    /** No number up to the mark is given out again; answers the last one given out. */
    long raiseSequence(long mark) {
        return jdbc.sql("select setval('key_slot', greatest(last_value, :mark)) from key_slot")
                .param("mark", mark)
                .query(Long.class)
                .single();
    }

    /** In words: how many keys above the mark which table refers to. */
    List<String> keysInUseAbove(long mark) {
        return jdbc.sql("select holder, keys from keys_in_use_above(:mark)")
                .param("mark", mark)
                .query((row, number) -> row.getLong("keys") + " in " + row.getString("holder"))
                .list();
    }

    /** To be closed. */
    Stream<Long> keysToDestroy(long mark) {
        return jdbc
                .sql("select keys_to_destroy(:mark)")
                .withFetchSize(10_000)
                .param("mark", mark)
                .query(Long.class)
                .stream();
    }

    /** To be closed. */
    Stream<Long> destroyed() {
        return jdbc.sql("select slot from destroyed_slot").withFetchSize(10_000).query(Long.class).stream();
    }

    /** Keys above the mark, which a key file that was put back from a copy lacks and the operator went on without. */
    void insertLost(long mark) {
        jdbc.sql("insert into lost_keys (above, up_to) select :mark, last_value from key_slot")
                .param("mark", mark)
                .update();
    }

    List<Lost> lost() {
        return jdbc.sql("select above, up_to from lost_keys").query(Lost.class).list();
    }

    record Lost(long above, long upTo) {}

    List<HeldKey> holders(Collection<Long> slots, LongPredicate damaged) {
        return jdbc.sql(
                        "select slot, holder, organisation_id, kind, subject from holders_of_keys(:slots) order by slot")
                .param("slots", slots.toArray(Long[]::new))
                .query((row, number) -> new HeldKey(
                        row.getLong("slot"),
                        row.getString("holder"),
                        new OrganisationId(row.getObject("organisation_id", UUID.class)),
                        row.getString("kind"),
                        row.getObject("subject", UUID.class),
                        damaged.test(row.getLong("slot"))))
                .list();
    }

    void changeIncarnation(UUID incarnation) {
        jdbc.sql("update installation set incarnation = :incarnation")
                .param("incarnation", incarnation)
                .update();
    }

    void insertOrganisationKey(OrganisationId organisation, long slot) {
        jdbc.sql("insert into organisation_key (organisation_id, slot) values (:organisation, :slot)")
                .param("organisation", organisation.value())
                .param("slot", slot)
                .update();
    }

    Optional<Long> organisationKey(OrganisationId organisation) {
        return jdbc.sql("select slot from organisation_key where organisation_id = :organisation")
                .param("organisation", organisation.value())
                .query(Long.class)
                .optional();
    }

    void insertPending(OrganisationId organisation, UUID subject, Collection<Long> slots) {
        jdbc.sql("""
                insert into pending_forgetting (organisation_id, subject, slot)
                select :organisation, :subject, slot
                from unnest(cast(:slots as bigint[])) as slot
                on conflict do nothing
                """)
                .param("organisation", organisation.value())
                .param("subject", subject)
                .param("slots", slots.toArray(Long[]::new))
                .update();
    }

    List<Long> pending(OrganisationId organisation, Collection<UUID> subjects) {
        return jdbc.sql("""
                select slot
                from pending_forgetting
                where organisation_id = :organisation
                and subject = any (:subjects)
                """)
                .param("organisation", organisation.value())
                .param("subjects", subjects.toArray(UUID[]::new))
                .query(Long.class)
                .list();
    }

    Set<Slot> pendingAmong(Collection<Slot> slots) {
        return jdbc.sql("select slot from pending_forgetting where slot = any (:slots)")
                .param("slots", slots.stream().map(Slot::number).toArray(Long[]::new))
                .query((row, number) -> new Slot(row.getLong("slot")))
                .set();
    }

    void deletePending(OrganisationId organisation, Collection<UUID> subjects) {
        jdbc.sql("delete from pending_forgetting where organisation_id = :organisation and subject = any (:subjects)")
                .param("organisation", organisation.value())
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    void insertDestroyed(Collection<Long> slots, Instant at) {
        jdbc.sql("""
                insert into destroyed_slot (slot, at)
                select slot, :at
                from unnest(cast(:slots as bigint[])) as slot
                on conflict do nothing
                """)
                .param("slots", slots.toArray(Long[]::new))
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Whose key file belongs to this database, and to which life of it. */
    record Installation(UUID id, UUID incarnation) {
        static Installation of(Header header) {
            return new Installation(header.installation(), header.incarnation());
        }
    }
}
