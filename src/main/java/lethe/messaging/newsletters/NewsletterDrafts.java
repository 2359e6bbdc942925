package lethe.messaging.newsletters;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.ResultColumns;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Newsletters as their publishers edit them. The operator's and the organisations' are in two tables of the same form.
 */
@Component
public class NewsletterDrafts {
    private final JdbcClient jdbc;
    private final Clock clock;

    NewsletterDrafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Locks it against changes and deletion until the transaction ends. */
    void lockShared(Newsletter newsletter) {
        jdbc.sql("select id from %s where id = :id for share".formatted(table(newsletter.publisher())))
                .param("id", newsletter.id().value())
                .query(UUID.class)
                .optional();
    }

    /** Locks it against choices, changes and deletion until the transaction ends. */
    public Optional<Newsletter> lock(Publisher publisher, NewsletterId id) {
        return jdbc.sql("""
                select id, name, about, frequency, :publisher as publisher, version
                from %s
                where id = :id and deleted_at is null
                for update
                """.formatted(table(publisher)))
                .param("id", id.value())
                .param("publisher", publisher.name())
                .query(Newsletter::of)
                .optional();
    }

    /**
     * Updates it.
     *
     * @param lapses whether existing consents no longer cover it
     * @return false if the name is taken, even by a concurrent transaction
     */
    public boolean update(Newsletter newsletter, boolean lapses) {
        try {
            return jdbc.sql("""
                    update %1$s
                    set name = :name, about = :about, frequency = :frequency, version = :version,
                        agreed_from = case when :lapses then :version else agreed_from end
                    where id = :id
                      and not exists (
                          select 1
                          from %1$s other
                          where other.id <> :id and other.deleted_at is null and lower(other.name) = lower(:name)
                      )
                    """.formatted(table(newsletter.publisher())))
                            .param("id", newsletter.id().value())
                            .param("name", newsletter.name())
                            .param("about", newsletter.about())
                            .param("frequency", newsletter.frequency())
                            .param("version", newsletter.version())
                            .param("lapses", lapses)
                            .update()
                    == 1;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    public void delete(Newsletter newsletter) {
        jdbc.sql("update %s set deleted_at = :now where id = :id".formatted(table(newsletter.publisher())))
                .param("id", newsletter.id().value())
                .param("now", ResultColumns.time(clock.instant()))
                .update();
    }

    private static String table(Publisher publisher) {
        return switch (publisher) {
            case OPERATOR -> "operator_newsletter";
            case ORGANISATION -> "newsletter";
        };
    }
}
