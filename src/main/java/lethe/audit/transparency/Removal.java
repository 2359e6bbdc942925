package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.ExpiringData.Coming;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes entries from their places: the hash of each stays in the tree, whose root is therefore what it was, and a later entry
 * says how many were removed. What was erased or removed stays on record itself.
 */
@Component
class Removal {
    private static final String REMOVABLE = """
            audit_entry where (action like 'signin.%%') = %s
            and action not in ('user.terminated', 'user.keys-destroyed', 'retention.applied', 'organisation.log-continued',
              'signing-key.added')
            """;
    private final JdbcClient jdbc;

    Removal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the caller's transaction, which goes on with {@link #by}. */
    int remove(boolean signIns, RetentionPeriod limit, int most) {
        return jdbc.sql("select remove_audit_entries(:signIns, :before, :most)")
                .param("signIns", signIns)
                .param("before", ResultColumns.time(limit.before()))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** Which entry says so. */
    void by(EntryId entry) {
        jdbc.sql("select removed_audit_entries_by(:entry)")
                .param("entry", entry.value())
                .query((row, number) -> number)
                .list();
    }

    Coming coming(boolean signIns, RetentionPeriod limit) {
        return new ExpiringRows(jdbc, REMOVABLE.formatted(signIns), "at").dueSince(limit);
    }
}
