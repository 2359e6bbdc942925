package lethe.audit.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.audit.log.Entry.What;
import lethe.audit.log.Entry.Who;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AuditStore {
    private static final String COLUMNS =
            "select id, leaf_index, at, actor_kind, actor_id, action, target_kind, target_id, facts"
                    + " from audit_entry left join audit_leaf"
                    + " on audit_leaf.organisation_id = audit_entry.organisation_id and entry_id = id";
    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final RoundTrips trips;

    AuditStore(JdbcClient jdbc, Agenda agenda, RoundTrips trips) {
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.trips = trips;
    }

    void insert(Leaf leaf) {
        var trip = trips.start();
        insert(trip, leaf);
        trip.go();
    }

    void insert(RoundTrip trip, Leaf leaf) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", leaf.id());
        values.put("organisation", leaf.actor().organisation().value());
        values.put("at", ResultColumns.time(leaf.at()));
        values.put("actorKind", leaf.actor().kind().name());
        values.put("actor", leaf.actorId());
        values.put("action", leaf.action());
        values.put("targetKind", leaf.target().kind());
        values.put("target", leaf.target().value());
        values.put("facts", leaf.factsAsJson());
        values.put("salt", leaf.salt());
        values.put("hash", leaf.hash());
        trip.update("""
                with entry as (
                  insert into audit_entry (id, organisation_id, at, actor_kind, actor_id, action, target_kind, target_id, facts, salt, leaf_hash)
                  values (:id, :organisation, :at, :actorKind, :actor, :action, :targetKind, :target, :facts::jsonb, :salt, :hash)
                )
                insert into work (organisation_id, kind, subject, due)
                values (:organisation, 'SEQUENCING', :id, :at)
                """, values);
        agenda.expect(UnsequencedEntries.KIND, leaf.at());
    }

    /** Entries of the same act and time. */
    void insertAll(List<Leaf> leaves) {
        if (!leaves.isEmpty()) {
            var first = leaves.getFirst();
            jdbc.sql("""
                    with leaf as (
                      select *
                      from unnest(:ids, :kinds, :targets, :facts::jsonb[], :salts::bytea[], :hashes::bytea[])
                        as one (id, kind, target, facts, salt, hash)
                    ), entry as (
                      insert into audit_entry (id, organisation_id, at, actor_kind, actor_id, action, target_kind, target_id, facts, salt, leaf_hash)
                      select id, :organisation, :at, :actorKind, :actor, :action, kind, target, facts, salt, hash
                      from leaf
                    )
                    insert into work (organisation_id, kind, subject, due)
                    select :organisation, 'SEQUENCING', id, :at
                    from leaf
                    """)
                    .param("organisation", first.actor().organisation().value())
                    .param("at", ResultColumns.time(first.at()))
                    .param("actorKind", first.actor().kind().name())
                    .param("actor", first.actorId())
                    .param("action", first.action())
                    .param("facts", leaves.stream().map(Leaf::factsAsJson).toArray(String[]::new))
                    .param("ids", leaves.stream().map(Leaf::id).toArray(UUID[]::new))
                    .param(
                            "kinds",
                            leaves.stream().map(leaf -> leaf.target().kind()).toArray(String[]::new))
                    .param(
                            "targets",
                            leaves.stream().map(leaf -> leaf.target().value()).toArray(UUID[]::new))
                    .param("salts", leaves.stream().map(Leaf::salt).toArray(byte[][]::new))
                    .param("hashes", leaves.stream().map(Leaf::hash).toArray(byte[][]::new))
                    .update();
            agenda.expect(UnsequencedEntries.KIND, first.at());
        }
    }

    Page<Entry> list(Filter filter) {
        var entries = jdbc.sql(COLUMNS + """

                where (:actor::uuid is null or actor_id = :actor)
                  and (:targetKind::text is null or (target_kind = :targetKind and target_id = :target))
                  and (:action::text is null or action = :action)
                  and (:from::timestamptz is null or at >= :from)
                  and (:to::timestamptz is null or at < :to)
                  and (:after::uuid is null or id < :after)
                order by id desc
                limit :limit
                """)
                .param("actor", filter.actor() == null ? null : filter.actor().value())
                .param(
                        "targetKind",
                        filter.target() == null ? null : filter.target().kind())
                .param(
                        "target",
                        filter.target() == null ? null : filter.target().value())
                .param("action", filter.action())
                .param("from", ResultColumns.time(filter.from()))
                .param("to", ResultColumns.time(filter.to()))
                .param("after", filter.after())
                .param("limit", filter.limit() + 1)
                .query(AuditStore::entry)
                .list();
        return Page.of(entries, filter.limit(), entry -> entry.id().value());
    }

    Page<Entry> listAbout(UserId person, Filter filter) {
        var entries = jdbc.sql(COLUMNS + """

                where (actor_id = :person or (target_kind = 'user' and target_id = :person))
                  and (:after::uuid is null or id < :after)
                order by id desc
                limit :limit
                """)
                .param("person", person.value())
                .param("after", filter.after())
                .param("limit", filter.limit() + 1)
                .query(AuditStore::entry)
                .list();
        return Page.of(entries, filter.limit(), entry -> entry.id().value());
    }

    Page<Entry> listDoneTo(UserId person, boolean signIns, Filter filter) {
        var entries = jdbc.sql(COLUMNS + """

                where target_kind = 'user'
                  and target_id = :person
                  and (action like 'signin.%') = :signIns
                  and (:after::uuid is null or id < :after)
                order by id desc
                limit :limit
                """)
                .param("person", person.value())
                .param("signIns", signIns)
                .param("after", filter.after())
                .param("limit", filter.limit() + 1)
                .query(AuditStore::entry)
                .list();
        return Page.of(entries, filter.limit(), entry -> entry.id().value());
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                new EntryId(ResultColumns.uuid(row, "id")),
                row.getObject("leaf_index", Long.class),
                ResultColumns.instant(row, "at"),
                Who.of(Actor.Kind.valueOf(row.getString("actor_kind")), ResultColumns.uuidOrNull(row, "actor_id")),
                row.getString("action"),
                target(row),
                Leaf.facts(row.getString("facts")),
                Map.of());
    }

    private static What target(ResultSet row) throws SQLException {
        var target = new Target(row.getString("target_kind"), ResultColumns.uuid(row, "target_id"));
        return new What(target.kind(), target.id());
    }
}
