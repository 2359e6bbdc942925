package lethe.partners.billing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes former billing details that have expired or whose audit entry has expired. Their UUIDv7 ids begin with the
 * time.
 */
@Component
class OldChanges implements ExpiringData {
    private final JdbcClient jdbc;

    OldChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.BILLING_CHANGE;
    }

    @Override
    public int expire(RetentionPeriod period, int most) {
        return jdbc.sql("""
                delete from billing_change
                where id in (
                  select c.id
                  from billing_change c
                  where c.id < :limit
                    or not exists (select 1 from audit_entry e where e.organisation_id = c.organisation_id and e.id = c.entry_id)
                  order by c.id
                  limit :most)
                """)
                .param("limit", after(period.before()))
                .param("most", most)
                .update();
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return new Coming(
                oldest().map(OldChanges::time).map(period::end).orElse(null),
                jdbc.sql("select count(*) from billing_change where id < :limit")
                        .param("limit", after(period.ahead().before()))
                        .query(Long.class)
                        .single());
    }

    private Optional<UUID> oldest() {
        return jdbc.sql("select id from billing_change order by id limit 1")
                .query(UUID.class)
                .optional();
    }

    private static UUID after(Instant time) {
        return new UUID(time.toEpochMilli() + 1 << 16, 0);
    }

    static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
