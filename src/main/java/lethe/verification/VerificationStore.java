package lethe.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.Assurance.Verified;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class VerificationStore {
    private final JdbcClient jdbc;

    VerificationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrganisationId organisation, Verified verified) {
        jdbc.sql("""
                insert into audit_verification (organisation_id, at, entries, fault, fault_index)
                values (:organisation, :at, :entries, :fault, :faultIndex)
                on conflict do nothing
                """)
                .param("organisation", organisation.value())
                .param("at", Columns.time(verified.at()))
                .param("entries", verified.entries())
                .param("fault", verified.fault())
                .param("faultIndex", verified.faultIndex())
                .update();
    }

    Optional<Verified> last() {
        return jdbc.sql("select at, entries, fault, fault_index from audit_verification order by at desc limit 1")
                .query((row, number) -> new Verified(
                        Columns.instant(row, "at"),
                        row.getLong("entries"),
                        row.getString("fault"),
                        row.getObject("fault_index", Long.class)))
                .optional();
    }

    /** The logs that are due, each for one node; due again after that while. */
    List<OrganisationId> takeDue(Instant now, Duration again) {
        return jdbc
                .sql("""
                update work
                set due = :again
                where (organisation_id, kind, subject) in (
                  select organisation_id, kind, subject
                  from work
                  where kind = 'VERIFYING' and due <= :now
                  for update skip locked)
                returning organisation_id
                """)
                .param("now", Columns.time(now))
                .param("again", Columns.time(now.plus(again)))
                .query(UUID.class)
                .list()
                .stream()
                .map(OrganisationId::new)
                .toList();
    }
}
