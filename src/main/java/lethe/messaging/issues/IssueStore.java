package lethe.messaging.issues;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.messaging.delivery.DeliveryCounts;
import lethe.messaging.issues.Issue.Status;
import lethe.messaging.issues.NewIssue.Words;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Issues of both publishers: an organisation's in its own rows, the operator's outside of any organisation. */
@Component
class IssueStore {
    private static final String COLUMNS =
            "id, newsletter_id, number, subject, markdown, language, status, round, sent_at, version";
    private static final int NUMBERING = 0x69737375;
    private final JdbcClient jdbc;

    IssueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next number in a newsletter, locked until the transaction ends. */
    int nextNumber(Publisher publisher, NewsletterId newsletter) {
        jdbc.sql("select pg_advisory_xact_lock(:class, :newsletter)")
                .param("class", NUMBERING)
                .param("newsletter", newsletter.value().hashCode())
                .query((row, number) -> true)
                .single();
        return jdbc.sql("select coalesce(max(number), 0) + 1 from " + table(publisher)
                        + " where newsletter_id = :newsletter")
                .param("newsletter", newsletter.value())
                .query(Integer.class)
                .single();
    }

    void insert(OrganisationId organisation, UUID id, NewsletterId newsletter, int number, Words words) {
        jdbc.sql("""
                insert into issue (organisation_id, id, newsletter_id, number, subject, markdown, language, status)
                values (:organisation, :id, :newsletter, :number, :subject, :markdown, :language, 'DRAFT')
                """)
                .param("organisation", organisation.value())
                .param("id", id)
                .param("newsletter", newsletter.value())
                .param("number", number)
                .param("subject", words.subject())
                .param("markdown", words.markdown())
                .param("language", words.language())
                .update();
    }

    void insertOperators(UUID id, NewsletterId newsletter, int number, Words words) {
        jdbc.sql("""
                insert into operator_issue (id, newsletter_id, number, subject, markdown, language, status)
                values (:id, :newsletter, :number, :subject, :markdown, :language, 'DRAFT')
                """)
                .param("id", id)
                .param("newsletter", newsletter.value())
                .param("number", number)
                .param("subject", words.subject())
                .param("markdown", words.markdown())
                .param("language", words.language())
                .update();
    }

    Optional<Issue> find(Publisher publisher, NewsletterId newsletter, int number) {
        return one(publisher, newsletter, number, "");
    }

    /** Locks it until the transaction ends. */
    Optional<Issue> lock(Publisher publisher, NewsletterId newsletter, int number) {
        return one(publisher, newsletter, number, " for update");
    }

    /** An issue of either publisher, whose status cannot change until the transaction ends. */
    Optional<Issue> lockShared(UUID id) {
        return byId(Publisher.ORGANISATION, id, " for share").or(() -> byId(Publisher.OPERATOR, id, " for share"));
    }

    Optional<Issue> find(UUID id) {
        return byId(Publisher.ORGANISATION, id, "").or(() -> byId(Publisher.OPERATOR, id, ""));
    }

    Optional<Issue> lock(Publisher publisher, UUID id) {
        return byId(publisher, id, " for update");
    }

    boolean isSending(UUID id) {
        return jdbc.sql("""
                select exists (select from issue where id = :id and status = 'SENDING')
                    or exists (select from operator_issue where id = :id and status = 'SENDING')
                """).param("id", id).query(Boolean.class).single();
    }

    /** Newest first. */
    List<Issue> list(Publisher publisher, NewsletterId newsletter, @Nullable UUID after, int most) {
        return jdbc.sql("""
                select %s
                from %s
                where newsletter_id = :newsletter and (:after::uuid is null or id < :after)
                order by id desc
                limit :most
                """.formatted(COLUMNS, table(publisher)))
                .param("newsletter", newsletter.value())
                .param("after", after)
                .param("most", most)
                .query(IssueStore::issue)
                .list();
    }

    void write(Publisher publisher, UUID id, Words words) {
        jdbc.sql("""
                update %s
                set subject = :subject, markdown = :markdown, language = :language, version = version + 1
                where id = :id
                """.formatted(table(publisher)))
                .param("subject", words.subject())
                .param("markdown", words.markdown())
                .param("language", words.language())
                .param("id", id)
                .update();
    }

    void begin(Publisher publisher, UUID id) {
        jdbc.sql("update " + table(publisher)
                        + " set status = 'SENDING', round = round + 1, version = version + 1 where id = :id")
                .param("id", id)
                .update();
    }

    void become(Publisher publisher, UUID id, Status status, @Nullable Instant sentAt) {
        jdbc.sql("""
                update %s
                set status = :status, sent_at = coalesce(sent_at, :sentAt), version = version + 1
                where id = :id
                """.formatted(table(publisher)))
                .param("status", status.name())
                .param("sentAt", ResultColumns.time(sentAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id)
                .update();
    }

    private Optional<Issue> one(Publisher publisher, NewsletterId newsletter, int number, String locking) {
        return jdbc.sql("select " + COLUMNS + " from " + table(publisher)
                        + " where newsletter_id = :newsletter and number = :number" + locking)
                .param("newsletter", newsletter.value())
                .param("number", number)
                .query(IssueStore::issue)
                .optional();
    }

    private Optional<Issue> byId(Publisher publisher, UUID id, String locking) {
        return jdbc.sql("select " + COLUMNS + " from " + table(publisher) + " where id = :id" + locking)
                .param("id", id)
                .query(IssueStore::issue)
                .optional();
    }

    private static String table(Publisher publisher) {
        return switch (publisher) {
            case ORGANISATION -> "issue";
            case OPERATOR -> "operator_issue";
        };
    }

    private static Issue issue(ResultSet row, int number) throws SQLException {
        var words = new Words(row.getString("subject"), row.getString("markdown"), row.getString("language"));
        var stored = new Issue.Row(
                ResultColumns.uuid(row, "id"),
                new NewsletterId(ResultColumns.uuid(row, "newsletter_id")),
                row.getInt("number"),
                words,
                Status.valueOf(row.getString("status")),
                row.getInt("round"),
                ResultColumns.instantOrNull(row, "sent_at"),
                row.getLong("version"));
        return new Issue(stored, DeliveryCounts.NONE);
    }
}
