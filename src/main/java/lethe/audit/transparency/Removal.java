package lethe.audit.transparency;

import lethe.platform.kernel.Columns;
import lethe.platform.kernel.EntryId;
import lethe.platform.personaldata.Expires.Coming;
import lethe.platform.personaldata.Lapsing;
import lethe.platform.personaldata.Limit;
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
    int remove(boolean signIns, Limit limit, int most) {
        return jdbc.sql("select remove_audit_entries(:signIns, :before, :most)")
                .param("signIns", signIns)
                .param("before", Columns.time(limit.before()))
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

    Coming coming(boolean signIns, Limit limit) {
        return new Lapsing(jdbc, REMOVABLE.formatted(signIns), "at").dueSince(limit);
    }
}
