package lethe.vault;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lethe.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which key is an organisation's, whose forgetting is pending, and the entries of the ledger. */
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
}
