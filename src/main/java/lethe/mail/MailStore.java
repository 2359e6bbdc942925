package lethe.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import lethe.jobs.Agenda;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import lethe.kernel.UserId;
import lethe.retention.Lapsing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queue: each mail has a row of its tenant's, and a line of {@code work} by which it is found. */
@Component
class MailStore {
    private static final int BATCH = 200;
    private final JdbcClient jdbc;
    private final Agenda agenda;

    MailStore(JdbcClient jdbc, Agenda agenda) {
        this.jdbc = jdbc;
        this.agenda = agenda;
    }

    /** A mail whose time has come. */
    record Due(OrganisationId organisation, MailId id) {}

    void insert(OrganisationId organisation, MailId id, Mail.Order order, byte @Nullable [] secret, Instant now) {
        jdbc.sql("""
                insert into mail (id, organisation_id, user_id, kind, language, about, secret, queued_at)
                values (:id, :organisation, :person, :kind, :language, :about, :secret, :now)
                """)
                .param("id", id.value())
                .param("organisation", organisation.value())
                .param("person", order.person().value())
                .param("kind", order.kind())
                .param("language", order.language().getLanguage().equals("de") ? "de" : "en")
                .param("about", order.about())
                .param("secret", secret)
                .param("now", Columns.time(now))
                .update();
        jdbc.sql("insert into work (organisation_id, kind, subject, due) values (:organisation, 'MAIL', :id, :now)")
                .param("organisation", organisation.value())
                .param("id", id.value())
                .param("now", Columns.time(now))
                .update();
    }

    List<Due> due(Instant now) {
        return agenda.due("MAIL", now, BATCH).stream()
                .map(due -> new Due(due.organisation(), new MailId(due.subject())))
                .toList();
    }

    /** Only while it is due, and nobody else is taking it just now. */
    Optional<Mail> hold(MailId id, Instant now, Function<byte[], String> open) {
        return jdbc.sql("""
                select m.id, m.organisation_id, m.user_id, m.kind, m.language, m.about, m.secret, m.queued_at, m.attempts
                from mail m
                join work w on w.organisation_id = m.organisation_id and w.kind = 'MAIL' and w.subject = m.id and w.due <= :now
                where m.id = :id
                for update of w skip locked
                """)
                .param("id", id.value())
                .param("now", Columns.time(now))
                .query((row, number) -> mail(row, open))
                .optional();
    }

    void lease(MailId id, Instant until) {
        putOff(id, until);
    }

    /** Unless it is put off for longer by now. */
    void renew(MailId id, Instant until) {
        jdbc.sql("update work set due = :until where kind = 'MAIL' and subject = :id and due < :until")
                .param("until", Columns.time(until))
                .param("id", id.value())
                .update();
    }

    void retry(MailId id, int status, Instant due) {
        jdbc.sql("update mail set attempts = attempts + 1, status = :status where id = :id")
                .param("status", status)
                .param("id", id.value())
                .update();
        putOff(id, due);
    }

    /** Nobody tries again; that it failed is kept until its time is over. */
    void giveUp(MailId id, int status) {
        jdbc.sql(
                        "update mail set attempts = attempts + 1, status = :status, given_up = true, secret = null where id = :id")
                .param("status", status)
                .param("id", id.value())
                .update();
        jdbc.sql("delete from work where kind = 'MAIL' and subject = :id")
                .param("id", id.value())
                .update();
    }

    Lapsing givenUp() {
        return new Lapsing(jdbc, "mail where given_up", "queued_at");
    }

    void delete(MailId id) {
        jdbc.sql("delete from work where kind = 'MAIL' and subject = :id")
                .param("id", id.value())
                .update();
        jdbc.sql("delete from mail where id = :id").param("id", id.value()).update();
    }

    /** What a mail has left that is gone. */
    void deleteWork(MailId id, Instant now) {
        jdbc.sql("""
                delete from work
                where kind = 'MAIL' and subject = :id and due <= :now and not exists (select 1 from mail where id = :id)
                """).param("id", id.value()).param("now", Columns.time(now)).update();
    }

    void deleteAll(UserId person) {
        jdbc.sql("delete from work where kind = 'MAIL' and subject in (select id from mail where user_id = :person)")
                .param("person", person.value())
                .update();
        jdbc.sql("delete from mail where user_id = :person")
                .param("person", person.value())
                .update();
    }

    Mails.Counts counts() {
        return jdbc.sql("select waiting, failing, given_up from mail_counts()")
                .query((row, number) ->
                        new Mails.Counts(row.getLong("waiting"), row.getLong("failing"), row.getLong("given_up")))
                .single();
    }

    private void putOff(MailId id, Instant due) {
        jdbc.sql("update work set due = :due where kind = 'MAIL' and subject = :id")
                .param("due", Columns.time(due))
                .param("id", id.value())
                .update();
    }

    private static Mail mail(ResultSet row, Function<byte[], String> open) throws SQLException {
        var secret = row.getBytes("secret");
        return new Mail(
                new MailId(Columns.uuid(row, "id")),
                new OrganisationId(Columns.uuid(row, "organisation_id")),
                new UserId(Columns.uuid(row, "user_id")),
                row.getString("kind"),
                Locale.of(row.getString("language")),
                Columns.uuidOrNull(row, "about"),
                secret == null ? null : open.apply(secret),
                Columns.instant(row, "queued_at"),
                row.getInt("attempts"));
    }
}
