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
 * A person's own e-mail: with mail configured another is in force once it is confirmed, without it at once. One
 * transaction takes the one and gives the other, so that at any moment exactly one lets the person in; the key of the
 * one before is destroyed once that has been told, or could not be within a day.
 */
@Component
public class OwnEmail {
    static final String KIND = "emc";
    private final EmailStore store;
    private final OwnAccount account;
    private final UserLookup people;
    private final MailQueue mails;
    private final Undelivered undelivered;
    private final OneTimeLinks links;
    private final UnusedEmails leftovers;
    private final SignInThrottle throttle;
    private final RetentionPolicy limits;
    private final Clock clock;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    OwnEmail(
            EmailStore store,
            OwnAccount account,
            UserLookup people,
            MailQueue mails,
            Undelivered undelivered,
            OneTimeLinks links,
            UnusedEmails leftovers,
            SignInThrottle throttle,
            RetentionPolicy limits,
            Clock clock,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.account = account;
        this.people = people;
        this.mails = mails;
        this.undelivered = undelivered;
        this.links = links;
        this.leftovers = leftovers;
        this.throttle = throttle;
        this.limits = limits;
        this.clock = clock;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    public enum Outcome {
        IN_FORCE,
        TO_BE_CONFIRMED
    }

    /**
     * An e-mail that waits to be confirmed.
     *
     * @param undelivered what went wrong with the mail that asks for it
     */
    public record Pending(String email, Instant expires, List<Undelivered.Note> undelivered) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Pending[…]";
        }
    }

    /** Whether a new e-mail has to be confirmed. */
    public boolean isConfirmed() {
        return mails.isOffered();
    }

    @Transactional(readOnly = true)
    public Optional<Pending> pending(Actor actor) {
        return store.pending(actor.self())
                .filter(pending -> pending.expires().isAfter(clock.instant()))
                .map(pending -> new Pending(
                        pending.email(),
                        pending.expires(),
                        undelivered.of(actor.self(), List.of(ConfirmationLetter.KIND))));
    }

    /**
     * Begins to change it, or does; whoever asks has made sure that it is the person. The one in force, named again,
     * withdraws another that waits. {@link #settle} follows, once the transaction is over.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome change(Actor actor, EmailAddress email, Locale language) {
        var held = account.lock(actor.self()).orElseThrow(NotFound::new);
        withdraw(actor);
        var same = held.email().filter(own -> own.normal().equals(email.normal()));
        if (same.isPresent()) {
            respell(actor, same.get(), email);
            return Outcome.IN_FORCE;
        }
        refuseTaken(actor, email);
        if (mails.isOffered()) {
            ask(actor, email, language);
            return Outcome.TO_BE_CONFIRMED;
        } else {
            leftovers.later(actor, List.of(account.replaceEmail(actor, email)));
            return Outcome.IN_FORCE;
        }
    }

    /** Does what is left of a change that is committed; what fails is done again later. */
    public void settle(Actor actor) {
        leftovers.settle(actor.organisation(), actor.self());
    }

    /**
     * Puts an e-mail in force that its link confirms; tells the one before. 410 for a link that works no longer, 409
     * {@code email-in-use} where somebody was faster.
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
        var held = account.lock(actor.self()).orElseThrow(Gone::new);
        var pending = store.pendingPerson(token)
                .flatMap(store::pending)
                .filter(one -> one.expires().isAfter(clock.instant()))
                .orElseThrow(Gone::new);
        var before =
                account.replaceEmail(actor, EmailAddress.parse(pending.email()).orElseThrow());
        links.endReset(actor.self());
        tell(actor, held, before, language);
        withdraw(actor);
    }

    /** The key of the one before stays until its mail is sent or given up: the queue itself holds no address. */
    private void tell(Actor actor, Held held, KeySlot before, Locale language) {
        var told = held.email().filter(own -> mails.isOffered());
        if (told.isPresent()) {
            var mail = mails.queue(new Mail.Order(actor.self(), FormerEmailLetter.KIND, language, null, null));
            store.insertFormer(actor.organisation(), mail, actor.self(), before, told.get());
        } else {
            leftovers.later(actor, List.of(before));
        }
    }

    private void withdraw(Actor actor) {
        store.pending(actor.self()).ifPresent(pending -> {
            store.deletePending(actor.self());
            leftovers.later(actor, List.of(pending.slot()));
        });
    }

    private void respell(Actor actor, EmailAddress own, EmailAddress email) {
        if (!own.typed().equals(email.typed())) {
            account.respellEmail(actor, email);
        }
    }

    /** Says so to somebody who knows the password of an account here, and not often: nobody is to try out addresses. */
    private void refuseTaken(Actor actor, EmailAddress email) {
        try (var attempt = throttle.attempt(SignInThrottle.Own.EMAIL, actor.organisation(), actor.self())) {
            if (people.find(actor.organisation(), email.normal()).isPresent()) {
                attempt.failed();
                throw new Conflict("email-in-use", "email");
            }
        }
    }

    private void ask(Actor actor, EmailAddress email, Locale language) {
        var token = SecretToken.fresh(KIND, actor.organisation(), randomness);
        var expires = limits.of(DataCategory.UNCONFIRMED_EMAIL).end(clock.instant());
        store.insertPending(actor.organisation(), actor.self(), email, token, expires);
        store.insertWork(actor.organisation(), actor.self(), expires);
        mails.queue(new Mail.Order(actor.self(), ConfirmationLetter.KIND, language, null, token.text()));
    }

    /** In the name of the person whom a link stands for, signed in or not. */
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
