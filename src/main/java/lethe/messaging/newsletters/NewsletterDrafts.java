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

/** Newsletters as their publishers write them: the operator's and an organisation's own, each in a table alike. */
@Component
public class NewsletterDrafts {
    private final JdbcClient jdbc;
    private final Clock clock;

    NewsletterDrafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** As it is until the transaction ends: it is neither changed nor withdrawn meanwhile. */
    void lockShared(Newsletter newsletter) {
        jdbc.sql("select id from %s where id = :id for share".formatted(table(newsletter.publisher())))
                .param("id", newsletter.id().value())
                .query(UUID.class)
                .optional();
    }

    /** One that nobody chooses, changes or withdraws meanwhile. */
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
     * False where the name is taken, be it by somebody who was faster by a moment.
     *
     * @param lapses a yes to what it was before is none to what it is now
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
