package lethe.signin.sessions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lethe.platform.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The month of a user's last activity, by page or by token: written when the month changes, together with other
 * updates of the session or the token.
 */
@Component
class LastUse {
    private final JdbcClient jdbc;

    LastUse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void note(UserId person, Instant now) {
        jdbc.sql("""
                update account
                set last_month = :month
                where user_id = :person and (last_month is null or last_month < :month)
                """)
                .param("month", LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1))
                .param("person", person.value())
                .update();
    }
}
