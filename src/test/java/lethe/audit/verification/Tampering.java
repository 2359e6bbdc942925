package lethe.audit.verification;

import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import org.springframework.context.ApplicationContext;

/** Changes a log as the owner of the database can, bypassing row security and permissions. */
public final class Tampering {
    private static final List<String> TABLES = List.of("audit_entry", "audit_leaf", "audit_node", "audit_checkpoint");

    private static final String SIZE =
            "select coalesce(max(size), 0) from audit_checkpoint where organisation_id = '%s'";
    private final ApplicationContext context;
    private final OrganisationId organisation;
    private final Map<String, String> before = new HashMap<>();
    private final long size;

    /** Remembers the current state, to be restored. */
    public Tampering(ApplicationContext context, OrganisationId organisation) {
        this.context = context;
        this.organisation = organisation;
        TABLES.forEach(table -> before.put(
                table, find("select jsonb_agg(to_jsonb(t)) from " + table + " t where organisation_id = '%s'")));
        size = Long.parseLong(find(SIZE));
    }

    /** Restores the remembered rows for other tests on the same database; everything that Lethe has signed since stays. */
    public void putBack() {
        if (Long.parseLong(find(SIZE)) > size) {
            with(
                    "update audit_entry e set at = o.at, actor_kind = o.actor_kind, actor_id = o.actor_id, action = o.action,"
                            + " facts = o.facts, target_kind = o.target_kind, target_id = o.target_id, salt = o.salt,"
                            + " leaf_hash = o.leaf_hash from " + remembered("audit_entry")
                            + " o where e.organisation_id = '%s' and e.id = o.id");
        } else {
            for (var table : TABLES.reversed()) {
                with("delete from " + table + " where organisation_id = '%s'");
            }
            for (var table : TABLES) {
                with("insert into " + table + " select * from " + remembered(table) + " o");
            }
        }
    }

    private String remembered(String table) {
        return "jsonb_populate_recordset(null::" + table + ", '"
                + Objects.requireNonNull(before.get(table)).replace("'", "''") + "')";
    }

    private String find(String sql) {
        return Objects.requireNonNull(AsOwner.of(context).execute((Connection connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("select set_config('lethe.organisation', '" + organisation.value() + "', false)");
                try (var found = statement.executeQuery(
                        sql.replace("%s", organisation.value().toString()))) {
                    return found.next() && found.getString(1) != null ? found.getString(1) : "[]";
                }
            }
        }));
    }

    /** {@code %s} stands for the organisation. */
    public void with(String statement) {
        var open = new StringBuilder();
        TABLES.forEach(table -> open.append("alter table " + table + " no force row level security; "));
        open.append(statement.replace("%s", organisation.value().toString())).append("; ");
        TABLES.forEach(table -> open.append("alter table " + table + " force row level security; "));
        AsOwner.of(context).execute(open.toString());
    }

    /** Rolls the whole log back to that many entries, as an older database would have it. */
    public void rollBack(long size) {
        with(String.format(Locale.ROOT, """
                delete from audit_leaf where organisation_id = '%%s' and leaf_index >= %1$d;
                delete from audit_node where organisation_id = '%%s' and (node_index + 1) << level > %1$d;
                delete from audit_checkpoint where organisation_id = '%%s' and size > %1$d;
                delete from audit_entry
                where organisation_id = '%%s' and not exists (select 1 from audit_leaf where entry_id = id)
                """, size));
    }
}
