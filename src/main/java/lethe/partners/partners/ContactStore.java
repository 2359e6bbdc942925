package lethe.partners.partners;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ContactStore {
    /** Of partners with keys to destroy, in {@code work}. */
    static final String KIND = "PARTNER_FORGETTING";

    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final Clock clock;

    ContactStore(JdbcClient jdbc, Agenda agenda, Clock clock) {
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.clock = clock;
    }

    /** A partner with a key that has not been destroyed yet. */
    record Work(OrganisationId organisation, PartnerId partner) {}

    void insert(OrganisationId organisation, PartnerId id, KeySlot slot, byte[] email) {
        jdbc.sql("""
                insert into partner_contact (partner_id, organisation_id, key_slot, email)
                values (:id, :organisation, :slot, :email)
                """)
                .param("id", id.value())
                .param("organisation", organisation.value())
                .param("slot", slot.number())
                .param("email", email)
                .update();
    }

    /** Deletes the e-mail and returns its key. */
    Optional<KeySlot> delete(PartnerId id) {
        return jdbc.sql("delete from partner_contact where partner_id = :id returning key_slot")
                .param("id", id.value())
                .query(Long.class)
                .optional()
                .map(KeySlot::new);
    }

    void insertWork(OrganisationId organisation, PartnerId id) {
        jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                values (:organisation, 'PARTNER_FORGETTING', :id, :now)
                on conflict do nothing
                """)
                .param("organisation", organisation.value())
                .param("id", id.value())
                .param("now", ResultColumns.time(clock.instant()))
                .update();
        agenda.expectUnlessDone(KIND, clock.instant());
    }

    /**
     * Whether a key has not been destroyed yet. Locks the partner, so that no key is added until the transaction ends.
     */
    boolean lockWork(PartnerId id) {
        jdbc.sql("select id from partner where id = :id for update")
                .param("id", id.value())
                .query(UUID.class)
                .optional();
        return jdbc.sql("select exists (select from work where kind = 'PARTNER_FORGETTING' and subject = :id)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    void deleteWork(PartnerId id) {
        jdbc.sql("delete from work where kind = 'PARTNER_FORGETTING' and subject = :id")
                .param("id", id.value())
                .update();
    }

    List<Work> unfinished() {
        return agenda.due(KIND, clock.instant()).stream()
                .map(due -> new Work(due.organisation(), new PartnerId(due.subject())))
                .toList();
    }
}
