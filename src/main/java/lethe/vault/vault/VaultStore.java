package lethe.vault.vault;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys of organisations, keys pending destruction, and the list of destroyed keys. */
@Repository
class VaultStore {
    private final JdbcClient jdbc;

    VaultStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** Refused if another organisation's row refers to one of them. */
    void forgetLater(RoundTrip trip, UUID subject, Collection<Long> slots) {
        trip.query(
                "select 1 from forget_later(:subject, :slots)",
                Map.of("subject", subject, "slots", slots.toArray(Long[]::new)),
                (row, number) -> number);
    }

    /** In the organisation in scope, like all methods here. */
    Supplier<List<Long>> pending(RoundTrip trip, Collection<UUID> subjects) {
        return trip.query(
                "select keys_to_forget(:subjects)",
                Map.of("subjects", subjects.toArray(UUID[]::new)),
                (row, number) -> row.getLong(1));
    }

    Set<KeySlot> pendingAmong(Collection<KeySlot> slots) {
        return jdbc.sql("select slot from pending_forgetting where slot = any (:slots)")
                .param("slots", slots.stream().map(KeySlot::number).toArray(Long[]::new))
                .query((row, number) -> new KeySlot(row.getLong("slot")))
                .set();
    }

    /** Moves destroyed keys from the pending list to the list of destroyed keys. */
    void areForgotten(Collection<UUID> subjects, Collection<Long> slots, Instant at) {
        jdbc.sql("select 1 from keys_are_forgotten(:subjects, :slots, :at)")
                .param("subjects", subjects.toArray(UUID[]::new))
                .param("slots", slots.toArray(Long[]::new))
                .param("at", Timestamp.from(at))
                .query()
                .listOfRows();
    }
}
