package lethe.partners.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.partners.partners.PartnerId;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BillingStore {
    private final JdbcClient jdbc;
    private final Clock clock;

    BillingStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stored billing details, sealed. */
    record Row(KeySlot slot, byte[] particulars, long version, Instant updatedAt, UserId updatedBy) {}

    /** A stored change, sealed, with its time and actor from the audit log. */
    record ChangeRow(UUID id, byte[] changed, Instant at, UserId by) {}

    Optional<Row> find(PartnerId id) {
        return jdbc.sql("""
                select key_slot, particulars, version, updated_at, updated_by
                from billing_details
                where partner_id = :id
                """).param("id", id.value()).query(BillingStore::row).optional();
    }

    void insert(Actor actor, PartnerId id, KeySlot slot, byte[] particulars) {
        jdbc.sql("""
                insert into billing_details (partner_id, organisation_id, key_slot, particulars, version, updated_at, updated_by)
                values (:id, :organisation, :slot, :particulars, 1, :now, :actor)
                """)
                .param("id", id.value())
                .param("organisation", actor.organisation().value())
                .param("slot", slot.number())
                .param("particulars", particulars)
                .param("now", ResultColumns.time(clock.instant()))
                .param("actor", actor.self().value())
                .update();
    }

    void update(Actor actor, PartnerId id, byte[] particulars) {
        jdbc.sql("""
                update billing_details
                set particulars = :particulars, version = version + 1, updated_at = :now, updated_by = :actor
                where partner_id = :id
                """)
                .param("particulars", particulars)
                .param("now", ResultColumns.time(clock.instant()))
                .param("actor", actor.self().value())
                .param("id", id.value())
                .update();
    }

    void insertChange(Actor actor, PartnerId id, UUID change, EntryId entry, byte[] changed) {
        jdbc.sql("""
                insert into billing_change (id, entry_id, partner_id, organisation_id, changed)
                values (:change, :entry, :id, :organisation, :changed)
                """)
                .param("change", change)
                .param("entry", entry.value())
                .param("id", id.value())
                .param("organisation", actor.organisation().value())
                .param("changed", changed)
                .update();
    }

    /** Latest first. */
    List<ChangeRow> changes(PartnerId id, int most) {
        return jdbc.sql("""
                select c.id, c.changed, e.at, e.actor_id
                from billing_change c
                join audit_entry e on e.organisation_id = c.organisation_id and e.id = c.entry_id
                where c.partner_id = :id
                order by c.id desc
                limit :most
                """)
                .param("id", id.value())
                .param("most", most)
                .query((row, number) -> new ChangeRow(
                        ResultColumns.uuid(row, "id"),
                        row.getBytes("changed"),
                        ResultColumns.instant(row, "at"),
                        new UserId(ResultColumns.uuid(row, "actor_id"))))
                .list();
    }

    /** Deletes details and changes, and returns the key of the details. */
    Optional<KeySlot> delete(PartnerId id) {
        jdbc.sql("delete from billing_change where partner_id = :id")
                .param("id", id.value())
                .update();
        return jdbc.sql("delete from billing_details where partner_id = :id returning key_slot")
                .param("id", id.value())
                .query(Long.class)
                .optional()
                .map(KeySlot::new);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new KeySlot(row.getLong("key_slot")),
                row.getBytes("particulars"),
                row.getLong("version"),
                ResultColumns.instant(row, "updated_at"),
                new UserId(ResultColumns.uuid(row, "updated_by")));
    }
}
