package lethe.audit.log;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.ResultColumns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Entries with a hash of evidence among their facts. Runs in the caller's transaction. */
@Component
public class HoldingEntries {
    private final JdbcClient jdbc;

    HoldingEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The hashes of one kind of evidence in an entry.
     *
     * @param index absent until the entry is sequenced, usually for less than a second
     * @param hash of the row that the act created; absent if it only replaced one
     * @param replaced the hash of the replaced row
     */
    public record Holding(
            UUID subject,
            EntryId entry,
            @Nullable Long index,
            Instant at,
            @Nullable String hash,
            @Nullable String replaced) {}

    /** The subjects of such entries, sorted, without duplicates. */
    public List<UUID> subjects(String kind, List<String> fact, @Nullable UUID after, int most) {
        return jdbc.sql("""
                select distinct target_id
                from audit_entry
                where target_kind = :kind
                  and facts #>> :fact is not null
                  and (:after::uuid is null or target_id > :after)
                order by target_id
                limit :most
                """)
                .param("kind", kind)
                .param("fact", fact.toArray(String[]::new))
                .param("after", after)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    public List<Holding> about(String kind, List<String> fact, List<String> replaced, Collection<UUID> subjects) {
        return jdbc.sql("""
                select e.target_id, e.id, l.leaf_index, e.at, e.facts #>> :fact as hash, e.facts #>> :replaced as replaced
                from audit_entry e
                left join audit_leaf l on l.organisation_id = e.organisation_id and l.entry_id = e.id
                where e.target_kind = :kind
                  and e.target_id = any (:subjects)
                  and (e.facts #>> :fact is not null or e.facts #>> :replaced is not null)
                order by e.id
                """)
                .param("kind", kind)
                .param("fact", fact.toArray(String[]::new))
                .param("replaced", replaced.toArray(String[]::new))
                .param("subjects", subjects.toArray(UUID[]::new))
                .query((row, number) -> new Holding(
                        ResultColumns.uuid(row, "target_id"),
                        new EntryId(ResultColumns.uuid(row, "id")),
                        row.getObject("leaf_index", Long.class),
                        ResultColumns.instant(row, "at"),
                        row.getString("hash"),
                        row.getString("replaced")))
                .list();
    }

    /** When one of these actions was last done to each subject. */
    public Map<UUID, Instant> lastDone(String kind, List<String> actions, Collection<UUID> subjects) {
        var last = new HashMap<UUID, Instant>();
        jdbc.sql("""
                select target_id, max(at) as at
                from audit_entry
                where target_kind = :kind
                  and target_id = any (:subjects)
                  and action = any (:actions)
                group by target_id
                """)
                .param("kind", kind)
                .param("actions", actions.toArray(String[]::new))
                .param("subjects", subjects.toArray(UUID[]::new))
                .query(row -> {
                    last.put(ResultColumns.uuid(row, "target_id"), ResultColumns.instant(row, "at"));
                });
        return last;
    }

    /** The time of the earliest remaining entry with one of these facts. */
    public Optional<Instant> first(List<String> facts) {
        return jdbc.sql("select at from audit_entry where jsonb_exists_any(facts, :facts) order by id limit 1")
                .param("facts", facts.toArray(String[]::new))
                .query((row, number) -> ResultColumns.instant(row, "at"))
                .optional();
    }

    /** When expired entries of that category were last removed. */
    public Optional<Instant> lastRemoval(String category) {
        return jdbc.sql("""
                select at
                from audit_entry
                where action = 'retention.applied' and facts ->> 'kind' = :category
                order by id desc
                limit 1
                """)
                .param("category", category)
                .query((row, number) -> ResultColumns.instant(row, "at"))
                .optional();
    }
}
