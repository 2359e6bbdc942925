package lethe.audit.keys;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.ResultColumns;
import lethe.verifier.checkpoints.KeyLink;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored signing keys, which belong to no organisation. */
@Component
class KeyStore {
    private final JdbcClient jdbc;
    private final RoundTrips trips;

    KeyStore(JdbcClient jdbc, RoundTrips trips) {
        this.jdbc = jdbc;
        this.trips = trips;
    }

    /** Prevents others from adding a key until the end of the transaction. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('signing_key', 0))")
                .query()
                .singleRow();
    }

    List<KeyRow> rows() {
        return trips.ask(this::rows);
    }

    Supplier<List<KeyRow>> rows(RoundTrip trip) {
        return trip.query(
                """
                select id, row_id, translate(encode(public_key, 'base64'), E'\\n', '') as public_key,
                  translate(encode(private_key, 'base64'), E'\\n', '') as private_key, created_at, note
                from signing_key left join signing_link on key_id = id
                order by created_at, id
                """,
                Map.of(),
                (row, number) -> new KeyRow(
                        row.getString("id"),
                        ResultColumns.uuid(row, "row_id"),
                        row.getString("public_key"),
                        row.getString("private_key"),
                        ResultColumns.instant(row, "created_at"),
                        row.getString("note")));
    }

    /** The IDs of all keys that have a link, whether or not the key exists. */
    Supplier<List<String>> noted(RoundTrip trip) {
        return trip.query(
                "select key_id from signing_link order by key_id", Map.of(), (row, number) -> row.getString("key_id"));
    }

    void insert(KeyRow key) {
        jdbc.sql("""
                insert into signing_key (id, row_id, public_key, private_key, created_at)
                values (:id, :row, :public, :private, :at)
                """)
                .param("id", key.id())
                .param("row", key.row())
                .param("public", key.publicBytes())
                .param("private", key.sealedBytes())
                .param("at", ResultColumns.time(key.createdAt()))
                .update();
    }

    void insert(KeyLink link) {
        note(link.key(), link.toString());
    }

    void leaveOut(KeyRow key) {
        note(key.id(), KeyRow.LEFT_OUT);
    }

    private void note(String key, String note) {
        jdbc.sql("insert into signing_link (key_id, note) values (:id, :note) on conflict do nothing")
                .param("id", key)
                .param("note", note)
                .update();
    }
}
