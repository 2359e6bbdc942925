package lethe.audit.verification;

import java.util.Optional;
import lethe.audit.log.VerificationStatus.Verified;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
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
                .param("at", ResultColumns.time(verified.at()))
                .param("entries", verified.entries())
                .param("fault", verified.fault())
                .param("faultIndex", verified.faultIndex())
                .update();
    }

    Optional<Verified> last() {
        return jdbc.sql("select at, entries, fault, fault_index from audit_verification order by at desc limit 1")
                .query((row, number) -> new Verified(
                        ResultColumns.instant(row, "at"),
                        row.getLong("entries"),
                        row.getString("fault"),
                        row.getObject("fault_index", Long.class)))
                .optional();
    }
}
