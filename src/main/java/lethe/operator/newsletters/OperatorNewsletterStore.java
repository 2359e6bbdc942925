package lethe.operator.newsletters;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import lethe.messaging.newsletters.Newsletter;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.ResultColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the operator's newsletters, which belong to no organisation. */
@Component
class OperatorNewsletterStore {
    private final JdbcClient jdbc;
    private final Clock clock;

    OperatorNewsletterStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Newsletter> list() {
        return jdbc.sql("""
                select id, name, about, frequency, 'OPERATOR' as publisher, version
                from operator_newsletter
                where deleted_at is null
                order by lower(name) collate "und-x-icu", id
                """).query(Newsletter::of).list();
    }

    Optional<Newsletter> find(NewsletterId id) {
        return jdbc.sql("""
                select id, name, about, frequency, 'OPERATOR' as publisher, version
                from operator_newsletter
                where id = :id and deleted_at is null
                """).param("id", id.value()).query(Newsletter::of).optional();
    }

    /** Returns false if the name is taken. */
    boolean insert(Newsletter newsletter) {
        return jdbc.sql("""
                insert into operator_newsletter (id, name, about, frequency, created_at)
                values (:id, :name, :about, :frequency, :now)
                on conflict do nothing
                """)
                        .param("id", newsletter.id().value())
                        .param("name", newsletter.name())
                        .param("about", newsletter.about())
                        .param("frequency", newsletter.frequency())
                        .param("now", ResultColumns.time(clock.instant()))
                        .update()
                == 1;
    }
}
