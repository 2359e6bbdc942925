package lethe.audit.verification;

import java.util.List;
import java.util.Locale;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import org.springframework.context.ApplicationContext;

/** What whoever owns the database can do to a log, with row security and rights out of the way. */
public record Tampering(ApplicationContext context, OrganisationId organisation) {
    private static final List<String> TABLES = List.of("audit_entry", "audit_leaf", "audit_node", "audit_checkpoint");

    /** {@code %s} stands for the organisation. */
    public void with(String statement) {
        var open = new StringBuilder();
        TABLES.forEach(table -> open.append("alter table " + table + " no force row level security; "));
        open.append(statement.replace("%s", organisation.value().toString())).append("; ");
        TABLES.forEach(table -> open.append("alter table " + table + " force row level security; "));
        AsOwner.of(context).execute(open.toString());
    }

    /** All at once to what it was when it had so many entries, as an older database has it. */
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
