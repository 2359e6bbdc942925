package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.ExpiringData.Coming;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes expired entries: the hash of each stays in the tree, whose root therefore does not change, and a later entry records
 * how many were removed. Entries about terminations, destroyed keys and removals are kept.
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

    /** In the caller's transaction, which then calls {@link #by}. */
    int remove(boolean signIns, RetentionPeriod period, int most) {
        return jdbc.sql("select remove_audit_entries(:signIns, :before, :most)")
                .param("signIns", signIns)
                .param("before", ResultColumns.time(period.before()))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** Records which entry accounts for the removal. */
    void by(EntryId entry) {
        jdbc.sql("select removed_audit_entries_by(:entry)")
                .param("entry", entry.value())
                .query((row, number) -> number)
                .list();
    }

    Coming coming(boolean signIns, RetentionPeriod period) {
        return new ExpiringRows(jdbc, REMOVABLE.formatted(signIns), "at").dueSince(period);
    }
}
