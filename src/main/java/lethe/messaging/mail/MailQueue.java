package lethe.messaging.mail;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
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

/**
 * The queue of mails. A mail is queued in the caller's transaction: it is sent if the transaction commits, and never
 * otherwise.
 */
@Component
public class MailQueue implements PersonalDataHolder {
    /** After this, another node takes over the mail of a node that died. */
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

    /** The state of the queue over all organisations: numbers only, which the operator may see. */
    public record Counts(long waiting, long failing, long givenUp) {}

    /** Whether a mail server is configured. */
    public boolean isOffered() {
        return smtp.isThere();
    }

    /** One sentence for the operator on what is wrong with the mail server; contains neither host nor address. */
    public Optional<String> trouble() {
        return smtp.trouble();
    }

    /** A connection for a room with its own queue; it opens when its first mail is sent. */
    public SmtpConnection line() {
        return smtp.line();
    }

    /** As {@link #line}, with time-outs of seconds instead of minutes, for a user who waits for the result. */
    public SmtpConnection impatientLine() {
        return smtp.impatientLine();
    }

    /** The domain of our own addresses; only if mail {@link #isOffered}. */
    public String domain() {
        return smtp.domain();
    }

    /** Queues a mail to a user of the organisation in scope. */
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
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        store.deleteAll(trip, person);
        return () -> new Erasure("mail", List.of("queue"), List.of());
    }

    /** Takes a mail to send, with a lease of half a minute; empty if another node has it or it no longer exists. */
    Optional<Mail> take(MailId id) {
        return take(id, bytes -> open(id, bytes));
    }

    /** As {@link #take(MailId)}, without the secret, which may be the part that cannot be read. */
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

    /** Extends the lease to half a minute from now: servers may be slow. */
    void renew(MailId id) {
        store.renew(id, clock.instant().plus(LEASE));
    }

    void delete(Mail mail) {
        store.delete(mail.id());
    }

    /** @return false if it must not be handed over: it is deleted, or handed over already */
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
