package lethe.signin.profile;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import lethe.identity.users.OwnAccount;
import lethe.identity.users.OwnAccount.Held;
import lethe.identity.users.UserLookup;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.Undelivered;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.SecretToken;
import lethe.privacy.retention.RetentionPolicy;
import lethe.signin.login.OneTimeLinks;
import lethe.signin.login.SignInThrottle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a user's own e-mail: if mail is configured, once it is confirmed, otherwise immediately. One transaction
 * replaces the old address with the new one, so that exactly one of them works at any time. The old address's key is
 * destroyed once that address has been told, or after a day.
 */
@Component
public class OwnEmail {
    static final String KIND = "emc";
    private final EmailStore store;
    private final OwnAccount account;
    private final UserLookup userLookup;
    private final MailQueue mailQueue;
    private final Undelivered undelivered;
    private final OneTimeLinks links;
    private final UnusedEmails unusedEmails;
    private final SignInThrottle throttle;
    private final RetentionPolicy retention;
    private final Clock clock;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    OwnEmail(
            EmailStore store,
            OwnAccount account,
            UserLookup userLookup,
            MailQueue mailQueue,
            Undelivered undelivered,
            OneTimeLinks links,
            UnusedEmails unusedEmails,
            SignInThrottle throttle,
            RetentionPolicy retention,
            Clock clock,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.account = account;
        this.userLookup = userLookup;
        this.mailQueue = mailQueue;
        this.undelivered = undelivered;
        this.links = links;
        this.unusedEmails = unusedEmails;
        this.throttle = throttle;
        this.retention = retention;
        this.clock = clock;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    public enum Outcome {
        IN_FORCE,
        TO_BE_CONFIRMED
    }

    /**
     * An unconfirmed e-mail.
     *
     * @param undelivered delivery problems of the confirmation mail
     */
    public record Pending(String email, Instant expires, List<Undelivered.Note> undelivered) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Pending[…]";
        }
    }

    /** Whether a new e-mail must be confirmed. */
    public boolean isConfirmed() {
        return mailQueue.isOffered();
    }

    @Transactional(readOnly = true)
    public Optional<Pending> pending(Actor actor) {
        return store.pending(actor.self())
                .filter(pending -> pending.expires().isAfter(clock.instant()))
                .map(pending -> new Pending(
                        pending.email(),
                        pending.expires(),
                        undelivered.of(actor, actor.self(), List.of(ConfirmationLetter.KIND))));
    }

    /**
     * Changes the e-mail, or begins to; the caller has verified the user's password. Passing the current address
     * withdraws an unconfirmed one. Call {@link #settle} after the transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome change(Actor actor, EmailAddress email, Locale language) {
        var locked = account.lock(actor.self()).orElseThrow(NotFound::new);
        withdraw(actor);
        var same = locked.email().filter(own -> own.normal().equals(email.normal()));
        if (same.isPresent()) {
            respell(actor, same.get(), email);
            return Outcome.IN_FORCE;
        }
        refuseTaken(actor, email);
        if (mailQueue.isOffered()) {
            ask(actor, email, language);
            return Outcome.TO_BE_CONFIRMED;
        } else {
            unusedEmails.later(actor, List.of(account.replaceEmail(actor, email)));
            return Outcome.IN_FORCE;
        }
    }

    /** Completes a committed change; what fails is retried later. */
    public void settle(Actor actor) {
        unusedEmails.settle(actor.organisation(), actor.self());
    }

    /**
     * Confirms a new e-mail by its link and notifies the old address. 410 if the link no longer works, 409 {@code
     * email-in-use} if another user has the address by now.
     */
    public void confirm(String secret, Locale language) {
        var token = SecretToken.parse(KIND, secret).orElseThrow(Gone::new);
        var person = TenantContext.in(
                        token.organisation(), () -> transaction.execute(status -> store.pendingPerson(token)))
                .orElseThrow(Gone::new);
        as(Actor.person(token.organisation(), person), actor -> {
            transaction.executeWithoutResult(status -> confirm(actor, token, language));
            settle(actor);
        });
    }

    private void confirm(Actor actor, SecretToken token, Locale language) {
        var locked = account.lock(actor.self()).orElseThrow(Gone::new);
        var pending = store.pendingPerson(token)
                .flatMap(store::pending)
                .filter(one -> one.expires().isAfter(clock.instant()))
                .orElseThrow(Gone::new);
        var before =
                account.replaceEmail(actor, EmailAddress.parse(pending.email()).orElseThrow());
        links.endReset(actor.self());
        tell(actor, locked, before, language);
        withdraw(actor);
    }

    /** The old address's key is kept until its mail is sent or given up, because the queue contains no addresses. */
    private void tell(Actor actor, Held locked, KeySlot before, Locale language) {
        var told = locked.email().filter(own -> mailQueue.isOffered());
        if (told.isPresent()) {
            var mail = mailQueue.queue(new Mail.Order(actor.self(), FormerEmailLetter.KIND, language, null, null));
            store.insertFormer(actor.organisation(), mail, actor.self(), before, told.get());
        } else {
            unusedEmails.later(actor, List.of(before));
        }
    }

    private void withdraw(Actor actor) {
        store.pending(actor.self()).ifPresent(pending -> {
            store.deletePending(actor.self());
            unusedEmails.later(actor, List.of(pending.slot()));
        });
    }

    private void respell(Actor actor, EmailAddress own, EmailAddress email) {
        if (!own.typed().equals(email.typed())) {
            account.respellEmail(actor, email);
        }
    }

    /**
     * Reveals that the address is taken to users who know their own password, a few times only, so that no one can
     * probe for addresses.
     */
    private void refuseTaken(Actor actor, EmailAddress email) {
        try (var attempt = throttle.attempt(SignInThrottle.Own.EMAIL, actor.organisation(), actor.self())) {
            if (userLookup.find(actor.organisation(), email.normal()).isPresent()) {
                attempt.failed();
                throw new Conflict("email-in-use", "email");
            }
        }
    }

    private void ask(Actor actor, EmailAddress email, Locale language) {
        var token = SecretToken.fresh(KIND, actor.organisation(), randomness);
        var expires = retention.of(DataCategory.UNCONFIRMED_EMAIL).end(clock.instant());
        store.insertPending(actor.organisation(), actor.self(), email, token, expires);
        store.insertWork(actor.organisation(), actor.self(), expires);
        mailQueue.queue(new Mail.Order(actor.self(), ConfirmationLetter.KIND, language, null, token.text()));
    }

    /** Acts as the user that the link belongs to, signed in or not. */
    private static void as(Actor actor, Consumer<Actor> work) {
        try {
            TenantContext.call(actor, () -> {
                work.accept(actor);
                return actor;
            });
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
