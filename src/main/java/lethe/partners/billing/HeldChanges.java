package lethe.partners.billing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.partners.partners.PartnerId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.EvidenceHolder;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Former billing details as evidence: the audit entry about a change holds a salted hash of the sealed values. */
@Component
class HeldChanges implements EvidenceHolder {
    private final JdbcClient jdbc;

    HeldChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return Audit.VALUES;
    }

    @Override
    public List<String> fact() {
        return List.of(Audit.VALUES);
    }

    @Override
    public String table() {
        return "billing_change";
    }

    @Override
    public List<String> columns() {
        return List.of("changed");
    }

    @Override
    public String about() {
        return PartnerId.KIND;
    }

    @Override
    public List<UUID> subjects(@Nullable UUID after, int most) {
        return jdbc.sql("""
                select distinct partner_id
                from billing_change
                where (:after::uuid is null or partner_id > :after)
                order by partner_id
                limit :most
                """)
                .param("after", after)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** A change whose entry is missing gets a hash that never matches. */
    @Override
    public List<Row> rows(Collection<UUID> subjects) {
        return jdbc.sql("""
                select c.id, c.partner_id, c.changed, coalesce(e.salt, '') as salt
                from billing_change c
                left join audit_entry e on e.organisation_id = c.organisation_id and e.id = c.entry_id
                where c.partner_id = any (:subjects)
                """)
                .param("subjects", subjects.toArray(UUID[]::new))
                .query((row, number) -> new Row(
                        kind(),
                        ResultColumns.uuid(row, "partner_id"),
                        OldChanges.time(ResultColumns.uuid(row, "id")),
                        Audit.hash(row.getBytes("salt"), row.getBytes("changed"))))
                .list();
    }

    /** Changes expire individually, or end with their partner or key. */
    @Override
    public Set<UUID> kept(Collection<UUID> subjects) {
        return Set.of();
    }

    @Override
    public List<String> endings() {
        return List.of("partner.deleted", Billing.LOST);
    }

    @Override
    public boolean mayBeGone(Instant made, @Nullable Instant ended, Instant now) {
        return ended != null && made.isBefore(ended) || EvidenceHolder.isOver(DataCategory.BILLING_CHANGE, made, now);
    }
}
