package lethe.audit.transparency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.merkle.Frontier.Grown;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Node;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Nodes and checkpoints of the organisation in scope. */
@Component
class TreeStore {
    private static final int TREE = 0x74726565;
    private final JdbcClient jdbc;

    TreeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A signed checkpoint. */
    record Signed(long size, Instant at, String note) {
        Origin origin() {
            return new Origin(note.substring(0, note.indexOf('\n')));
        }
    }

    /** Prevents others from growing this tree until the end of the transaction. */
    void lock(OrganisationId organisation) {
        jdbc.sql("select pg_advisory_xact_lock(:tree, hashtext(:organisation))")
                .param("tree", TREE)
                .param("organisation", organisation.toString())
                .query((row, number) -> number)
                .list();
    }

    void insert(OrganisationId organisation, List<Grown> grown) {
        jdbc.sql("""
                insert into audit_node (organisation_id, level, node_index, hash)
                select :organisation, level, node_index, hash
                from unnest(cast(:levels as smallint[]), cast(:indexes as bigint[]), cast(:hashes as bytea[])) as grown (level, node_index, hash)
                """)
                .param("organisation", organisation.value())
                .param("levels", levels(grown.stream().map(Grown::node).toList()))
                .param("indexes", indexes(grown.stream().map(Grown::node).toList()))
                .param("hashes", grown.stream().map(each -> each.hash().bytes()).toArray(byte[][]::new))
                .update();
    }

    /** One read per node, whatever the size of the tree. */
    Map<Node, Hash> nodes(Stream<Node> wanted) {
        var nodes = wanted.distinct().toList();
        return jdbc
                .sql("""
                select level, node_index, hash
                from unnest(cast(:levels as smallint[]), cast(:indexes as bigint[])) as wanted (level, node_index)
                join audit_node using (level, node_index)
                """)
                .param("levels", levels(nodes))
                .param("indexes", indexes(nodes))
                .query(TreeStore::grown)
                .list()
                .stream()
                .collect(Collectors.toMap(Grown::node, Grown::hash));
    }

    void insert(OrganisationId organisation, Signed checkpoint) {
        jdbc.sql(
                        "insert into audit_checkpoint (organisation_id, size, at, note) values (:organisation, :size, :at, :note)")
                .param("organisation", organisation.value())
                .param("size", checkpoint.size())
                .param("at", ResultColumns.time(checkpoint.at()))
                .param("note", checkpoint.note())
                .update();
    }

    Optional<Signed> latest() {
        return jdbc.sql("select size, at, note from audit_checkpoint order by size desc limit 1")
                .query(TreeStore::signed)
                .optional();
    }

    /** The first checkpoint that covers a leaf; usually signed within a second of it. */
    Optional<Signed> firstOver(long index) {
        return jdbc.sql("select size, at, note from audit_checkpoint where size > :index order by size limit 1")
                .param("index", index)
                .query(TreeStore::signed)
                .optional();
    }

    /** Whether the log has this checkpoint. */
    boolean keeps(String note) {
        return jdbc.sql("select exists (select from audit_checkpoint where note = :note and size = :size)")
                .param("note", note)
                .param("size", Checkpoint.parse(note).map(Checkpoint::size).orElse(-1L))
                .query(Boolean.class)
                .single();
    }

    /** From that size on, in order. */
    List<Signed> checkpoints(long from, int most) {
        return jdbc.sql("select size, at, note from audit_checkpoint where size >= :from order by size limit :most")
                .param("from", from)
                .param("most", most)
                .query(TreeStore::signed)
                .list();
    }

    /** All nodes that became complete between the two sizes, of any level. */
    Map<Node, Hash> grown(long from, long to) {
        return jdbc.sql("""
                select level, node_index, hash
                from generate_series(0, 62) as height
                join audit_node on level = height and node_index >= (:from >> height) and node_index < (:to >> height)
                """).param("from", from).param("to", to).query(TreeStore::grown).list().stream()
                .collect(Collectors.toMap(Grown::node, Grown::hash));
    }

    /** Whether there is a node that no tree of that size has. */
    boolean goesBeyond(long size) {
        return jdbc.sql("""
                select exists (
                  select
                  from generate_series(0, 62) as height
                  cross join lateral (
                    select from audit_node where level = height and node_index >= (:size >> height) limit 1) as beyond
                ) or exists (select from audit_node where level > 62)
                """).param("size", size).query(Boolean.class).single();
    }

    /** Whether indexes were assigned that no checkpoint covers. */
    boolean hasPlacesFrom(long index) {
        return jdbc.sql("select exists (select from audit_leaf where leaf_index >= :index)"
                        + " or exists (select from audit_removed where leaf_index >= :index)")
                .param("index", index)
                .query(Boolean.class)
                .single();
    }

    /** Recomputes all nodes from the entries; returns how many were wrong. */
    long rebuild() {
        return jdbc.sql("select rebuild_audit_nodes()").query(Long.class).single();
    }

    /** Schedules the log for verification. */
    void insertWork(OrganisationId organisation, Instant due) {
        jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                values (:organisation, 'VERIFYING', :organisation, :due)
                on conflict do nothing
                """)
                .param("organisation", organisation.value())
                .param("due", ResultColumns.time(due))
                .update();
    }

    private static Grown grown(ResultSet row, int number) throws SQLException {
        return new Grown(new Node(row.getInt("level"), row.getLong("node_index")), new Hash(row.getBytes("hash")));
    }

    private static Signed signed(ResultSet row, int number) throws SQLException {
        return new Signed(row.getLong("size"), ResultColumns.instant(row, "at"), row.getString("note"));
    }

    private static Integer[] levels(List<Node> nodes) {
        return nodes.stream().map(Node::level).toArray(Integer[]::new);
    }

    private static Long[] indexes(List<Node> nodes) {
        return nodes.stream().map(Node::index).toArray(Long[]::new);
    }
}
