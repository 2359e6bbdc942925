package lethe.signin.credentials;

import java.time.Instant;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Expired first secrets and links. Their hashes are kept for as long again as they were valid, so that users who come
 * late are told that theirs has expired.
 */
@Component
class LapsedSecrets implements ExpiringData {
    private final JdbcClient jdbc;

    LapsedSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public DataCategory kind() {
        return DataCategory.FIRST_SECRET;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        var passwords = clearPasswords(limit.before(), most);
        return passwords + links().delete(limit.before(), most - passwords);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        var passwords = new ExpiringRows(jdbc, "credential", "first_secret_expires").dueSince(limit);
        return passwords.and(links().dueSince(limit));
    }

    private ExpiringRows links() {
        return new ExpiringRows(jdbc, "one_time_link", "expires_at");
    }

    /** Clears expired temporary passwords; passwords set by users are not touched. */
    private int clearPasswords(Instant until, int most) {
        return jdbc.sql("""
                update credential
                set first_secret = null, first_secret_expires = null
                where user_id in (
                  select user_id
                  from credential
                  where first_secret_expires <= :until
                  order by first_secret_expires
                  limit :most
                  for update skip locked)
                """)
                .param("until", ResultColumns.time(until))
                .param("most", most)
                .update();
    }
}
