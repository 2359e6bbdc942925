package lethe.lifecycle.suspensions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.identity.users.UserStatus;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SuspensionStore {
    private final JdbcClient jdbc;
    private final Clock clock;

    SuspensionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param was the status before the suspension, to which reactivation returns */
    record Row(byte[] reason, KeySlot slot, Instant at, UserId by, UserStatus was) {}

    Optional<Row> find(UserId person) {
        return jdbc.sql("""
                select reason, reason_slot, at, by, was
                from suspension
                where user_id = :person and reason is not null
                """)
                .param("person", person.value())
                .query(SuspensionStore::row)
                .optional();
    }

    /** The slot of the key that encrypts reasons about the user. */
    Optional<KeySlot> slot(UserId person) {
        return jdbc.sql("select reason_slot from suspension where user_id = :person")
                .param("person", person.value())
                .query(Long.class)
                .optional()
                .map(KeySlot::new);
    }

    void begin(OrganisationId organisation, UserId person, KeySlot slot, byte[] reason, UserId by, UserStatus was) {
        jdbc.sql("""
                insert into suspension (organisation_id, user_id, reason_slot, reason, at, by, was)
                values (:organisation, :person, :slot, :reason, :now, :by, :was)
                on conflict (organisation_id, user_id) do update
                set reason = excluded.reason, at = excluded.at, by = excluded.by, was = excluded.was
                """)
                .param("organisation", organisation.value())
                .param("person", person.value())
                .param("slot", slot.number())
                .param("reason", reason)
                .param("now", ResultColumns.time(clock.instant()))
                .param("by", by.value())
                .param("was", was.name())
                .update();
    }

    void end(UserId person) {
        jdbc.sql("update suspension set reason = null where user_id = :person")
                .param("person", person.value())
                .update();
    }

    void delete(UserId person) {
        jdbc.sql("delete from suspension where user_id = :person")
                .param("person", person.value())
                .update();
    }

    /** Deletes the suspension and returns the key slot of its reason. */
    Supplier<List<KeySlot>> delete(RoundTrip trip, UserId person) {
        return trip.query(
                "delete from suspension where user_id = :person returning reason_slot",
                Map.of("person", person.value()),
                (row, number) -> new KeySlot(row.getLong("reason_slot")));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getBytes("reason"),
                new KeySlot(row.getLong("reason_slot")),
                ResultColumns.instant(row, "at"),
                new UserId(ResultColumns.uuid(row, "by")),
                UserStatus.valueOf(row.getString("was")));
    }
}
