package lethe.messaging.mail;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The queue of mails, in the transaction of whoever asks for one: what rolls back is never sent, what commits is. */
@Component
public class MailQueue implements PersonalDataHolder {
    /** After which another node takes a mail whose sender died. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final MailStore store;
    private final Smtp smtp;
    private final Vault vault;
    private final Clock clock;
    private final Randomness randomness;

    MailQueue(MailStore store, Smtp smtp, Vault vault, Clock clock, Randomness randomness) {
        this.store = store;
        this.smtp = smtp;
        this.vault = vault;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** How the queue stands, over all organisations: numbers, which even the operator may know. */
    public record Counts(long waiting, long failing, long givenUp) {}

    /** Whether there is a server to send mail by. */
    public boolean isOffered() {
        return smtp.isThere();
    }

    /** In a sentence, what the operator should mend about the mail server; names neither host nor address. */
    public Optional<String> trouble() {
        return smtp.trouble();
    }

    /** A connection for a room that keeps a queue of its own; it opens with the first mail that is sent by it. */
    public SmtpConnection line() {
        return smtp.line();
    }

    /** The same for somebody who waits to see it sent, and not for minutes. */
    public SmtpConnection impatientLine() {
        return smtp.impatientLine();
    }

    /** What our own addresses end in; only where mail {@link #isOffered}. */
    public String domain() {
        return smtp.domain();
    }

    /** Queues a mail for a person of the organisation in scope. */
    @Transactional(propagation = Propagation.MANDATORY)
    public MailId queue(Mail.Order order) {
        var id = new MailId(randomness.uuid());
        var secret = order.secret() == null
                ? null
                : vault.sealForInstallation(place(id), order.secret().getBytes(StandardCharsets.UTF_8));
        store.deleteGivenUp(order.person(), order.kind());
        store.insert(organisation(), id, order, secret, clock.instant());
        return id;
    }

    @Transactional(readOnly = true)
    public Counts counts() {
        return store.counts();
    }

    @Override
    public Erasure erase(UserId person) {
        store.deleteAll(person);
        return new Erasure("mail", List.of("queue"), List.of());
    }

    /**
     * A mail for whoever is to send it, and who has it for half a minute once the transaction has ended; empty when others
     * have it, or it is gone.
     */
    Optional<Mail> take(MailId id) {
        return take(id, bytes -> open(id, bytes));
    }

    /** The same without its secret, which may be what is broken. */
    Optional<Mail> takeUnopened(MailId id) {
        return take(id, bytes -> "");
    }

    private Optional<Mail> take(MailId id, Function<byte[], String> opening) {
        var mail = store.lock(id, clock.instant(), opening);
        if (mail.isEmpty()) {
            store.deleteWork(id, clock.instant());
        } else {
            store.lease(id, clock.instant().plus(LEASE));
        }
        return mail;
    }

    /** Half a minute more for who is still at it: servers may be slow. */
    void renew(MailId id) {
        store.renew(id, clock.instant().plus(LEASE));
    }

    void delete(Mail mail) {
        store.delete(mail.id());
    }

    /** @return false where it must not be handed over: it is gone, or another has done it */
    boolean handOver(Mail mail) {
        return store.handOver(mail.id());
    }

    void retry(Mail mail, DeliveryFailure failure, Duration patience) {
        var end = mail.queuedAt().plus(patience);
        var next = clock.instant().plus(Backoff.after(mail.attempts()));
        store.retry(mail.id(), failure, next.isBefore(end) ? next : end);
    }

    void giveUp(Mail mail, DeliveryFailure failure) {
        store.giveUp(mail.id(), failure);
    }

    private String open(MailId id, byte[] sealed) {
        return new String(vault.openForInstallation(place(id), sealed), StandardCharsets.UTF_8);
    }

    private static OrganisationId organisation() {
        return TenantContext.organisation().orElseThrow();
    }

    private static SealContext place(MailId id) {
        return new SealContext("mail", "secret", id.value());
    }
}
