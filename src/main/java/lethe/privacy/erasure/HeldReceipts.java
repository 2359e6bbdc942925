package lethe.privacy.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.verifier.verify.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Receipts as evidence: the audit entry about the destroyed keys holds a hash of each. Both are kept permanently. */
@Component
class HeldReceipts implements EvidenceHolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final JdbcClient jdbc;

    HeldReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return Statement.FACT;
    }

    @Override
    public List<String> fact() {
        return List.of(Statement.FACT);
    }

    @Override
    public String table() {
        return "termination";
    }

    @Override
    public List<String> columns() {
        return List.of("receipt");
    }

    @Override
    public List<UUID> subjects(@Nullable UUID after, int most) {
        return jdbc.sql("""
                select user_id
                from termination
                where receipt is not null and (:after::uuid is null or user_id > :after)
                order by user_id
                limit :most
                """)
                .param("after", after)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    @Override
    public List<Row> rows(Collection<UUID> subjects) {
        return jdbc.sql("""
                select t.user_id, t.terminated_at, t.receipt, exists (
                    select
                    from audit_entry e
                    where e.organisation_id = t.organisation_id and e.target_kind = 'user' and e.target_id = t.user_id
                      and jsonb_exists(e.facts, :fact)) as held
                from termination t
                where t.user_id = any (:subjects) and t.receipt is not null
                """)
                .param("fact", Statement.FACT)
                .param("subjects", subjects.toArray(UUID[]::new))
                .query(this::row)
                .list();
    }

    @Override
    public Set<UUID> kept(Collection<UUID> subjects) {
        return Set.copyOf(subjects);
    }

    private Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                kind(),
                ResultColumns.uuid(row, "user_id"),
                ResultColumns.instant(row, "terminated_at"),
                hash(row.getString("receipt"), row.getBoolean("held")));
    }

    /**
     * Receipts before format 2 have no hash in the log: null. A text that is not a receipt gets a hash that never
     * matches.
     */
    private static @Nullable String hash(String text, boolean held) {
        try {
            return JSON.readTree(text) instanceof ObjectNode receipt && (held || receipt.has("format"))
                    ? Statement.hash(receipt)
                    : held ? "" : null;
        } catch (RuntimeException unreadable) {
            return "";
        }
    }
}
