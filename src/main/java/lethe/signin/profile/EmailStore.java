package lethe.signin.profile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.messaging.mail.MailId;
import lethe.platform.database.RoundTrip;
import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.PersonalDataHolder.Sealed;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.SecretToken;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores unconfirmed and former e-mails, each encrypted under its own key. */
@Component
class EmailStore {
    /** Of people with keys to destroy, in {@code work}. */
    static final String WORK = "EMAIL";

    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final Vault vault;
    private final Clock clock;

    EmailStore(JdbcClient jdbc, Agenda agenda, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.vault = vault;
        this.clock = clock;
    }

    /** An unconfirmed e-mail. */
    record Pending(UserId person, KeySlot slot, String email, Instant expires) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Pending[" + person + "]";
        }
    }

    /** A scheduled job for a user's e-mails, by ids. */
    record Work(OrganisationId organisation, UserId person) {}

    void insertPending(
            OrganisationId organisation, UserId person, EmailAddress email, SecretToken token, Instant expires) {
        var slot = vault.newSecretsSlot(organisation);
        jdbc.sql("""
                insert into pending_email (organisation_id, user_id, key_slot, email, hash, expires_at)
                values (:organisation, :person, :slot, :email, :hash, :expires)
                """)
                .param("organisation", organisation.value())
                .param("person", person.value())
                .param("slot", slot.number())
                .param("email", vault.seal(organisation, slot, pendingAt(person), email.typed()))
                .param("hash", token.hash())
                .param("expires", ResultColumns.time(expires))
                .update();
    }

    Optional<Pending> pending(UserId person) {
        return jdbc.sql("""
                select organisation_id, user_id, key_slot, email, expires_at
                from pending_email
                where user_id = :person
                """)
                .param("person", person.value())
                .query((row, number) -> pending(row))
                .optional();
    }

    Optional<UserId> pendingPerson(SecretToken token) {
        return jdbc.sql("select user_id from pending_email where hash = :hash")
                .param("hash", token.hash())
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    /** The users whose new e-mails were not confirmed in time. */
    List<UserId> lapsed(Instant now, int most) {
        return jdbc
                .sql("select user_id from pending_email where expires_at <= :now order by expires_at limit :most")
                .param("now", ResultColumns.time(now))
                .param("most", most)
                .query(UUID.class)
                .list()
                .stream()
                .map(UserId::new)
                .toList();
    }

    ExpiringRows lapsing() {
        return new ExpiringRows(jdbc, "pending_email", "expires_at");
    }

    void deletePending(UserId person) {
        jdbc.sql("delete from pending_email where user_id = :person")
                .param("person", person.value())
                .update();
    }

    void insertFormer(OrganisationId organisation, MailId mail, UserId person, KeySlot slot, EmailAddress email) {
        jdbc.sql("""
                insert into former_email (organisation_id, mail_id, user_id, key_slot, email)
                values (:organisation, :mail, :person, :slot, :email)
                """)
                .param("organisation", organisation.value())
                .param("mail", mail.value())
                .param("person", person.value())
                .param("slot", slot.number())
                .param("email", vault.seal(organisation, slot, formerAt(mail), email.typed()))
                .update();
    }

    /** The former e-mail to which a mail is addressed. */
    Optional<String> former(MailId mail) {
        return jdbc.sql("select organisation_id, key_slot, email from former_email where mail_id = :mail")
                .param("mail", mail.value())
                .query((row, number) -> vault.open(
                        new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                        new KeySlot(row.getLong("key_slot")),
                        formerAt(mail),
                        row.getBytes("email")))
                .optional();
    }

    /** Deletes a former e-mail and returns its key's slot, for destruction. */
    Optional<KeySlot> deleteFormer(MailId mail) {
        return jdbc.sql("delete from former_email where mail_id = :mail returning key_slot")
                .param("mail", mail.value())
                .query(Long.class)
                .optional()
                .map(KeySlot::new);
    }

    /** Deletes a user's unconfirmed and former e-mails and returns their keys' slots. */
    Supplier<List<KeySlot>> deleteAll(RoundTrip trip, UserId person) {
        var whose = Map.of("person", person.value());
        trip.update("delete from work where kind = 'EMAIL' and subject = :person", whose);
        return trip.query("""
                with pending as (delete from pending_email where user_id = :person returning key_slot),
                     former as (delete from former_email where user_id = :person returning key_slot)
                select key_slot from pending union all select key_slot from former
                """, whose, (row, number) -> new KeySlot(row.getLong("key_slot")));
    }

    void insertWork(OrganisationId organisation, UserId person, Instant due) {
        jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                values (:organisation, 'EMAIL', :person, :due)
                on conflict (organisation_id, kind, subject) do update set due = least(work.due, excluded.due)
                """)
                .param("organisation", organisation.value())
                .param("person", person.value())
                .param("due", ResultColumns.time(due))
                .update();
        agenda.expectUnlessDone(WORK, due);
    }

    void deleteWork(UserId person) {
        jdbc.sql("delete from work where kind = 'EMAIL' and subject = :person")
                .param("person", person.value())
                .update();
    }

    List<Work> due() {
        return agenda.due(WORK, clock.instant()).stream()
                .map(due -> new Work(due.organisation(), new UserId(due.subject())))
                .toList();
    }

    /** Decrypts a value for the user it belongs to. */
    Optional<String> open(Sealed value) {
        return switch (value.table() + "." + value.column()) {
            case "pending_email.email" ->
                Optional.of(open(value, pendingAt(new UserId((UUID)
                        Objects.requireNonNull(value.row().get("user_id"))))));
            case "former_email.email" ->
                Optional.of(open(value, formerAt(new MailId((UUID)
                        Objects.requireNonNull(value.row().get("mail_id"))))));
            default -> Optional.empty();
        };
    }

    private String open(Sealed value, SealContext place) {
        var slot = new KeySlot(((Number) Objects.requireNonNull(value.row().get("key_slot"))).longValue());
        return vault.open(TenantContext.organisation().orElseThrow(), slot, place, value.bytes());
    }

    private Pending pending(ResultSet row) throws SQLException {
        var organisation = new OrganisationId(ResultColumns.uuid(row, "organisation_id"));
        var person = new UserId(ResultColumns.uuid(row, "user_id"));
        var slot = new KeySlot(row.getLong("key_slot"));
        var email = vault.open(organisation, slot, pendingAt(person), row.getBytes("email"));
        return new Pending(person, slot, email, ResultColumns.instant(row, "expires_at"));
    }

    private static SealContext pendingAt(UserId person) {
        return new SealContext("pending_email", "email", person.value());
    }

    private static SealContext formerAt(MailId mail) {
        return new SealContext("former_email", "email", mail.value());
    }
}
