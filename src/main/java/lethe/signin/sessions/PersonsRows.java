package lethe.signin.sessions;

import java.util.Map;
import java.util.UUID;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions and tokens: valid until {@code expires_at}, and can be ended before, individually or all of a user's. */
abstract class PersonsRows implements ExpiringData {
    final JdbcClient jdbc;
    private final String table;
    private final DataCategory kind;

    PersonsRows(JdbcClient jdbc, String table, DataCategory kind) {
        this.jdbc = jdbc;
        this.table = table;
        this.kind = kind;
    }

    final boolean delete(UserId person, UUID id) {
        return jdbc.sql("delete from " + table + " where id = :id and user_id = :person")
                        .param("id", id)
                        .param("person", person.value())
                        .update()
                == 1;
    }

    final void deleteAll(UserId person) {
        jdbc.sql("delete from " + table + " where user_id = :person")
                .param("person", person.value())
                .update();
    }

    final void deleteAll(RoundTrip trip, UserId person) {
        trip.update("delete from " + table + " where user_id = :person", Map.of("person", person.value()));
    }

    @Override
    public final DataCategory kind() {
        return kind;
    }

    @Override
    public final int expire(RetentionPeriod limit, int most) {
        return expiring().delete(limit.now(), most);
    }

    @Override
    public final Coming coming(RetentionPeriod limit) {
        return expiring().dueAt(limit);
    }

    private ExpiringRows expiring() {
        return new ExpiringRows(jdbc, table, "expires_at");
    }
}
