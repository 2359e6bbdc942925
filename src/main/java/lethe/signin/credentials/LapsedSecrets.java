package lethe.signin.credentials;

import java.time.Instant;
import lethe.platform.kernel.Columns;
import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Lapsing;
import lethe.platform.personaldata.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * First secrets and links that are good for nothing any more. Their hashes are kept for as long again as they were good for, so
 * that whoever comes late with one is told that it has lapsed.
 */
@Component
class LapsedSecrets implements Expires {
    private final JdbcClient jdbc;

    LapsedSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.FIRST_SECRET;
    }

    @Override
    public int expire(Limit limit, int most) {
        var passwords = clearPasswords(limit.before(), most);
        return passwords + links().delete(limit.before(), most - passwords);
    }

    @Override
    public Coming coming(Limit limit) {
        var passwords = new Lapsing(jdbc, "credential", "first_secret_expires").dueSince(limit);
        return passwords.and(links().dueSince(limit));
    }

    private Lapsing links() {
        return new Lapsing(jdbc, "one_time_link", "expires_at");
    }

    /** Of what a person has chosen themselves nothing is touched. */
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
                .param("until", Columns.time(until))
                .param("most", most)
                .update();
    }
}
