package lethe.privacy.erasure;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceTable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Evidence kept until the person's retained record ends. */
public record EvidenceAboutPeople(EvidenceTable rows, JdbcClient jdbc, Clock clock) implements EvidenceHolder {
    @Override
    public String kind() {
        return rows.kind();
    }

    @Override
    public String table() {
        return rows.table();
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public List<UUID> subjects(@Nullable UUID after, int most) {
        return rows.subjects(jdbc, after, most);
    }

    @Override
    public List<Row> rows(Collection<UUID> subjects) {
        return rows.rows(jdbc, subjects);
    }

    /**
     * People who still exist, and people whose termination states a later day. A termination is kept after the record
     * has ended.
     */
    @Override
    public Set<UUID> kept(Collection<UUID> subjects) {
        return jdbc.sql("""
                select id
                from unnest(:people) as one (id)
                where exists (select from app_user u where u.id = one.id)
                   or exists (select from termination t where t.user_id = one.id and t.retained_until > :today)
                """)
                .param("people", subjects.toArray(UUID[]::new))
                .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query(UUID.class)
                .set();
    }
}
