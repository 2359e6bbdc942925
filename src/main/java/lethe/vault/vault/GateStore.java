package lethe.vault.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.ResultColumns;
import lethe.vault.keyfile.KeyFileHeader;
import lethe.vault.vault.DestroyedKeys.Lost;
import lethe.vault.vault.KeyFileTransactions.Begun;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The installation that owns the key file, the keys it must contain, and the locks of its writers.
 *
 * <p>All advisory locks last until the end of the transaction: {@link #GATE}, shared by writers to the key file and exclusive for
 * those that rearrange it; then, in ascending order, the numbers of index groups ({@link Moment}).
 */
@Repository
class GateStore {
    static final int GATE = 0x6b657973;
    private final JdbcClient jdbc;

    GateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void enterGate() {
        jdbc.sql("select pg_advisory_xact_lock_shared(:gate, 0)")
                .param("gate", GATE)
                .query((row, number) -> number)
                .list();
    }

    Supplier<Moment> enterGate(RoundTrip trip) {
        var entered = trip.query("""
                select pg_advisory_xact_lock_shared(:gate, 0), pg_postmaster_start_time() as started, clock_timestamp() as now
                """, Map.of("gate", GATE), (row, number) -> at(row));
        return () -> entered.get().getFirst();
    }

    /** Numbers that were never used before; drawn inside the gate, where no one resets the sequence. At least one. */
    Begun enterGateForNumbers(int count) {
        var moments = new ArrayList<Moment>();
        var numbers = jdbc.sql("""
                select pg_advisory_xact_lock_shared(:gate, 0), nextval('key_slot') as number, pg_postmaster_start_time() as started,
                       clock_timestamp() as now
                from generate_series(1, :count)
                """)
                .param("gate", GATE)
                .param("count", count)
                .query((row, number) -> {
                    moments.add(at(row));
                    return row.getLong("number");
                })
                .list();
        return new Begun(numbers, moments.getLast());
    }

    /** Exclusive: no one else writes to the key file until the end of the transaction. */
    void closeGate() {
        jdbc.sql("select pg_advisory_xact_lock(:gate, 0)")
                .param("gate", GATE)
                .query((row, number) -> number)
                .list();
    }

    /** As {@link #closeGate}, with a timeout, because the caller may hold the lock it waits for in another transaction. */
    void closeGateSoon() {
        jdbc.sql("select set_config('lock_timeout', '2s', true)")
                .query(String.class)
                .single();
        closeGate();
    }

    Moment moment() {
        return jdbc.sql("select pg_postmaster_start_time() as started, clock_timestamp() as now")
                .query((row, number) -> at(row))
                .single();
    }

    /** Locks in ascending order, as all writers do; returns the time when the last lock was obtained. */
    Moment lock(SortedSet<Long> numbers) {
        return jdbc.sql("""
                select pg_advisory_xact_lock(number), pg_postmaster_start_time() as started, clock_timestamp() as now
                from unnest(cast(:numbers as bigint[])) as number
                """)
                .param("numbers", numbers.toArray(Long[]::new))
                .query((row, number) -> at(row))
                .list()
                .getLast();
    }

    private static Moment at(ResultSet row) throws SQLException {
        return new Moment(ResultColumns.instant(row, "started"), ResultColumns.instant(row, "now"));
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

    TakenUp takenUp() {
        return jdbc.sql("""
                select nonce, former_nonce, coalesce(taken_up_at > clock_timestamp() - interval '2 minutes', false) as recently
                from installation
                """).query(TakenUp.class).single();
    }

    void takeUp(UUID nonce) {
        jdbc.sql("update installation set former_nonce = nonce, nonce = :nonce, taken_up_at = clock_timestamp()")
                .param("nonce", nonce)
                .update();
    }

    /** Ensures that no number up to the mark is used again; returns the last one used. */
    long raiseSequence(long mark) {
        return jdbc.sql("select raise_key_slot(:mark)")
                .param("mark", mark)
                .query(Long.class)
                .single();
    }

    /** Sentences: the number of keys above the mark, per table. */
    List<String> keysInUseAbove(long mark) {
        return jdbc.sql("select holder, keys from keys_in_use_above(:mark)")
                .param("mark", mark)
                .query((row, number) -> row.getLong("keys") + " in " + row.getString("holder"))
                .list();
    }

    /** The caller must close the stream. */
    Stream<Long> keysToDestroy(long mark) {
        return jdbc
                .sql("select keys_to_destroy(:mark)")
                .withFetchSize(10_000)
                .param("mark", mark)
                .query(Long.class)
                .stream();
    }

    /** Those that a row still refers to; an organisation's own key may be destroyed before its rows. */
    Set<Long> inUse(Collection<Long> slots) {
        return jdbc.sql("select slot from keys_in_use(:slots) where holder <> 'organisation_key'")
                .param("slots", slots.toArray(Long[]::new))
                .query(Long.class)
                .set();
    }

    /** The caller must close the stream. */
    Stream<Long> destroyed() {
        return jdbc.sql("select slot from destroyed_slot").withFetchSize(10_000).query(Long.class).stream();
    }

    /** Keys above the mark, which a restored key file lacked when the operator accepted the loss. */
    void insertLost(long mark) {
        jdbc.sql("select 1 from note_lost_keys(:mark)")
                .param("mark", mark)
                .query()
                .listOfRows();
    }

    List<Lost> lost() {
        return jdbc.sql("select above, up_to from lost_keys").query(Lost.class).list();
    }

    void changeIncarnation(UUID incarnation) {
        jdbc.sql("update installation set incarnation = :incarnation")
                .param("incarnation", incarnation)
                .update();
    }

    /** The installation whose key file belongs to this database, and its incarnation. */
    record Installation(UUID id, UUID incarnation) {
        static Installation of(KeyFileHeader header) {
            return new Installation(header.installation(), header.incarnation());
        }
    }

    /** The current nonce and the previous one; null: none yet. */
    record TakenUp(@Nullable UUID nonce, @Nullable UUID formerNonce, boolean recently) {
        boolean isWith(UUID other) {
            return other.equals(nonce) || other.equals(formerNonce);
        }
    }
}
