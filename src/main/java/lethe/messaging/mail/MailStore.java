package lethe.messaging.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lethe.platform.database.RoundTrip;
import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.ExpiringRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queue: each mail has a row of its organisation, and a {@code work} row by which it is found. */
@Component
class MailStore {
    /** Of mails, in {@code work}. */
    static final String KIND = "MAIL";

    private static final int BATCH = 200;
    private final JdbcClient jdbc;
    private final Agenda agenda;

    MailStore(JdbcClient jdbc, Agenda agenda) {
        this.jdbc = jdbc;
        this.agenda = agenda;
    }

    /** A mail that is due. */
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
                .param("now", ResultColumns.time(now))
                .update();
        jdbc.sql("insert into work (organisation_id, kind, subject, due) values (:organisation, 'MAIL', :id, :now)")
                .param("organisation", organisation.value())
                .param("id", id.value())
                .param("now", ResultColumns.time(now))
                .update();
        agenda.expect(KIND, now);
    }

    /** Takes a share from each organisation: one with many mails does not delay the others. */
    List<Due> due(Instant now) {
        return agenda.due(KIND, now, BATCH).stream()
                .map(due -> new Due(due.organisation(), new MailId(due.subject())))
                .toList();
    }

    /** Empty unless it is due and no other transaction is taking it. */
    Optional<Mail> lock(MailId id, Instant now, Function<byte[], String> open) {
        return jdbc.sql("""
                select m.id, m.organisation_id, m.user_id, m.kind, m.language, m.about, m.secret, m.queued_at, m.attempts,
                       m.handed_over
                from mail m
                join work w on w.organisation_id = m.organisation_id and w.kind = 'MAIL' and w.subject = m.id and w.due <= :now
                where m.id = :id
                for update of w skip locked
                """)
                .param("id", id.value())
                .param("now", ResultColumns.time(now))
                .query((row, number) -> mail(row, open))
                .optional();
    }

    void lease(MailId id, Instant until) {
        putOff(id, until);
    }

    /** Does nothing if it is already postponed further. */
    void renew(MailId id, Instant until) {
        jdbc.sql("update work set due = :until where kind = 'MAIL' and subject = :id and due < :until")
                .param("until", ResultColumns.time(until))
                .param("id", id.value())
                .update();
    }

    /** @return false if the mail is deleted, given up or handed over already */
    boolean handOver(MailId id) {
        return jdbc.sql("update mail set handed_over = true where id = :id and not handed_over and not given_up")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** If the fault was ours and the mail had been handed over, it stays in doubt. */
    void retry(MailId id, DeliveryFailure failure, Instant due) {
        fail(id, failure, "handed_over = handed_over and :reason = 'OURS'");
        putOff(id, due);
    }

    /** Stops further attempts; the row is kept for its retention period. */
    void giveUp(MailId id, DeliveryFailure failure) {
        fail(id, failure, "given_up = true, secret = null, handed_over = handed_over and :reason = 'IN_DOUBT'");
        jdbc.sql("delete from work where kind = 'MAIL' and subject = :id")
                .param("id", id.value())
                .update();
    }

    private void fail(MailId id, DeliveryFailure failure, String more) {
        jdbc.sql("update mail set attempts = attempts + 1, status = :status, reason = :reason, enhanced = :enhanced, "
                        + more + " where id = :id")
                .param("status", failure.status())
                .param("reason", failure.reason().name())
                .param("enhanced", failure.enhanced(), Types.VARCHAR)
                .param("id", id.value())
                .update();
    }

    /** A new mail of the same kind makes an earlier failure irrelevant. */
    void deleteGivenUp(UserId person, String kind) {
        jdbc.sql("delete from mail where user_id = :person and kind = :kind and given_up")
                .param("person", person.value())
                .param("kind", kind)
                .update();
    }

    ExpiringRows givenUp() {
        return new ExpiringRows(jdbc, "mail where given_up", "queued_at");
    }

    void delete(MailId id) {
        jdbc.sql("delete from work where kind = 'MAIL' and subject = :id")
                .param("id", id.value())
                .update();
        jdbc.sql("delete from mail where id = :id").param("id", id.value()).update();
    }

    /** Deletes the {@code work} row of a mail that no longer exists. */
    void deleteWork(MailId id, Instant now) {
        jdbc.sql("""
                delete from work
                where kind = 'MAIL' and subject = :id and due <= :now and not exists (select 1 from mail where id = :id)
                """)
                .param("id", id.value())
                .param("now", ResultColumns.time(now))
                .update();
    }

    void deleteAll(RoundTrip trip, UserId person) {
        var whose = Map.of("person", person.value());
        trip.update(
                "delete from work where kind = 'MAIL' and subject in (select id from mail where user_id = :person)",
                whose);
        trip.update("delete from mail where user_id = :person", whose);
    }

    /** A mail with at least one failed attempt. */
    record Attempted(String kind, DeliveryFailure failure, boolean givenUp, Instant queuedAt) {}

    List<Attempted> undelivered(UserId person) {
        return jdbc.sql("""
                select kind, status, reason, enhanced, given_up, queued_at
                from mail
                where user_id = :person and (given_up or attempts > 0)
                order by queued_at desc
                """)
                .param("person", person.value())
                .query((row, number) -> new Attempted(
                        row.getString("kind"),
                        failure(row),
                        row.getBoolean("given_up"),
                        ResultColumns.instant(row, "queued_at")))
                .list();
    }

    List<Undelivered.Count> countsGivenUp() {
        return jdbc.sql("select kind, status, reason, enhanced, mails from mails_given_up()")
                .query((row, number) ->
                        new Undelivered.Count(row.getString("kind"), failure(row), row.getLong("mails")))
                .list();
    }

    /** Mails given up before reasons were stored have only a status. */
    private static DeliveryFailure failure(ResultSet row) throws SQLException {
        var status = row.getInt("status");
        var reason = row.getString("reason");
        var known = reason != null
                ? Reason.valueOf(reason)
                : status >= 500 ? Reason.REFUSED : status > 0 ? Reason.LATER : Reason.UNREACHABLE;
        return new DeliveryFailure(known, Math.max(status, 0), row.getString("enhanced"));
    }

    MailQueue.Counts counts() {
        return jdbc.sql("select waiting, failing, given_up from mail_counts()")
                .query((row, number) ->
                        new MailQueue.Counts(row.getLong("waiting"), row.getLong("failing"), row.getLong("given_up")))
                .single();
    }

    private void putOff(MailId id, Instant due) {
        jdbc.sql("update work set due = :due where kind = 'MAIL' and subject = :id")
                .param("due", ResultColumns.time(due))
                .param("id", id.value())
                .update();
        agenda.expect(KIND, due);
    }

    /** All connections are in use. */
    void lookAgain(Instant then) {
        agenda.expect(KIND, then);
    }

    private static Mail mail(ResultSet row, Function<byte[], String> open) throws SQLException {
        var secret = row.getBytes("secret");
        return new Mail(
                new MailId(ResultColumns.uuid(row, "id")),
                new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                new UserId(ResultColumns.uuid(row, "user_id")),
                row.getString("kind"),
                Locale.of(row.getString("language")),
                ResultColumns.uuidOrNull(row, "about"),
                secret == null ? null : open.apply(secret),
                ResultColumns.instant(row, "queued_at"),
                row.getInt("attempts"),
                row.getBoolean("handed_over"));
    }
}
