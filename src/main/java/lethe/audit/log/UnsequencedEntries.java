package lethe.audit.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.verifier.merkle.Hash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The order of an organisation's entries: each gets its index once, after its own transaction has been committed. Runs in the
 * caller's transaction.
 */
@Component
public class UnsequencedEntries {
    /** Of entries without an index, in {@code work}. */
    public static final String KIND = "SEQUENCING";

    private static final String LEAVES = """
            select leaf_index, id, audit_entry.organisation_id, at, actor_kind, actor_id, action, target_kind, target_id, facts, salt, leaf_hash
            from audit_leaf join audit_entry on audit_entry.organisation_id = audit_leaf.organisation_id and id = entry_id
            """;
    private final JdbcClient jdbc;
    private final Agenda agenda;

    UnsequencedEntries(JdbcClient jdbc, Agenda agenda) {
        this.jdbc = jdbc;
        this.agenda = agenda;
    }

    /** The organisations that have entries without an index. */
    public List<OrganisationId> waiting() {
        return agenda.organisations(KIND);
    }

    /**
     * Completed sequencing jobs.
     *
     * @param jobs their number, including those without a waiting entry, which anyone who can write to the table can leave there
     * @param leaves the hashes of the entries that got an index, in order
     */
    public record Placing(int jobs, List<Hash> leaves) {}

    /** Assigns indexes from {@code first} on to the oldest waiting entries; the caller must have locked the tree. */
    public Placing place(OrganisationId organisation, long first, int most) {
        var jobs = jdbc.sql("""
                with due as (
                  delete from work
                  where organisation_id = :organisation and kind = 'SEQUENCING' and subject in (
                    select subject
                    from work
                    where organisation_id = :organisation and kind = 'SEQUENCING'
                    order by due, subject
                    limit :most)
                  returning subject, due
                ), placed as (
                  insert into audit_leaf (organisation_id, leaf_index, entry_id)
                  select :organisation, :first + row_number() over (order by due, subject) - 1, subject
                  from due join audit_entry on organisation_id = :organisation and id = subject
                  where not exists (select from audit_leaf where organisation_id = :organisation and entry_id = subject)
                  returning leaf_index, entry_id
                )
                select leaf_hash
                from due
                left join placed on entry_id = subject
                left join audit_entry on organisation_id = :organisation and id = entry_id
                order by leaf_index
                """)
                .param("organisation", organisation.value())
                .param("first", first)
                .param("most", most)
                .query((row, number) ->
                        Optional.ofNullable(row.getBytes("leaf_hash")).map(Hash::new))
                .list();
        return new Placing(jobs.size(), jobs.stream().flatMap(Optional::stream).toList());
    }

    /** Assigns an index to one entry before all waiting ones; the caller must have locked the tree. */
    public void place(OrganisationId organisation, long index, EntryId entry) {
        jdbc.sql("""
                with due as (
                  delete from work
                  where organisation_id = :organisation and kind = 'SEQUENCING' and subject = :entry)
                insert into audit_leaf (organisation_id, leaf_index, entry_id)
                values (:organisation, :index, :entry)
                """)
                .param("organisation", organisation.value())
                .param("index", index)
                .param("entry", entry.value())
                .update();
    }

    /** All sequenced entries with that action on the organisation itself, in order; for rare actions. */
    public List<SequencedEntry> saying(OrganisationId organisation, String action) {
        return jdbc.sql(LEAVES + """
                where target_kind = 'organisation' and target_id = :organisation and action = :action
                order by leaf_index
                """)
                .param("organisation", organisation.value())
                .param("action", action)
                .query(UnsequencedEntries::placed)
                .list();
    }

    /** Those of the entries that have an index. */
    public Map<EntryId, SequencedEntry> of(Collection<EntryId> entries) {
        return jdbc
                .sql(LEAVES + "where id = any (:ids)")
                .param("ids", entries.stream().map(EntryId::value).toArray(UUID[]::new))
                .query(UnsequencedEntries::placed)
                .list()
                .stream()
                .collect(Collectors.toMap(SequencedEntry::id, placed -> placed));
    }

    /** Up to {@code most} entries from the index on, in order. */
    public List<SequencedEntry> from(long index, int most) {
        return jdbc.sql(LEAVES + "where leaf_index >= :index and leaf_index < :index + :most order by leaf_index")
                .param("index", index)
                .param("most", most)
                .query(UnsequencedEntries::placed)
                .list();
    }

    /**
     * The removed entries among {@code most} indexes from the index on, each with the entry that records the removal,
     * if there is one.
     */
    public Map<Long, Optional<EntryId>> removed(long index, int most) {
        var removed = new HashMap<Long, Optional<EntryId>>();
        jdbc.sql(
                        "select leaf_index, applied from audit_removed where leaf_index >= :index and leaf_index < :index + :most")
                .param("index", index)
                .param("most", most)
                .query(row -> {
                    var by = Optional.ofNullable(ResultColumns.uuidOrNull(row, "applied"))
                            .map(EntryId::new);
                    removed.put(row.getLong("leaf_index"), by);
                });
        return removed;
    }

    /** An entry that neither has an index nor waits for one, which only tampering can leave. */
    public Optional<EntryId> stray() {
        return jdbc.sql("""
                select id
                from audit_entry
                where not exists (select 1 from audit_leaf where entry_id = id)
                  and not exists (select 1
                                  from work
                                  where work.organisation_id = audit_entry.organisation_id and kind = 'SEQUENCING' and subject = id)
                order by id
                limit 1
                """).query(UUID.class).optional().map(EntryId::new);
    }

    private static SequencedEntry placed(ResultSet row, int number) throws SQLException {
        var id = ResultColumns.uuid(row, "id");
        return new SequencedEntry(
                row.getLong("leaf_index"),
                new EntryId(id),
                leaf(row, id).canonical(),
                new Hash(row.getBytes("leaf_hash")));
    }

    private static Leaf leaf(ResultSet row, UUID id) throws SQLException {
        var organisation = new OrganisationId(ResultColumns.uuid(row, "organisation_id"));
        var user =
                Optional.ofNullable(ResultColumns.uuidOrNull(row, "actor_id")).map(UserId::new);
        var actor = new Actor(
                Actor.Kind.valueOf(row.getString("actor_kind")), organisation, user.orElse(null), null, Set.of());
        return new Leaf(
                id,
                ResultColumns.instant(row, "at"),
                actor,
                row.getString("action"),
                new Target(row.getString("target_kind"), ResultColumns.uuid(row, "target_id")),
                Leaf.facts(row.getString("facts")),
                row.getBytes("salt"));
    }
}
