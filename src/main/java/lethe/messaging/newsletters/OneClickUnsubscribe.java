package lethe.messaging.newsletters;

import java.util.Objects;
import java.util.function.Function;
import lethe.messaging.newsletters.ChoiceStore.Row;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.TenantContext;
import lethe.platform.requests.SecretToken;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Unsubscribes without a sign-in, by the link in a mail, which identifies a user and a newsletter. */
@Component
class OneClickUnsubscribe {
    private final ChoiceStore store;
    private final NewsletterPreferences preferences;
    private final Newsletters newsletters;
    private final TransactionTemplate transaction;

    OneClickUnsubscribe(
            ChoiceStore store,
            NewsletterPreferences preferences,
            Newsletters newsletters,
            TransactionTemplate transaction) {
        this.store = store;
        this.preferences = preferences;
        this.newsletters = newsletters;
        this.transaction = transaction;
    }

    /** @param name of the newsletter, even if it was deleted */
    public record Found(String name, boolean subscribed) {}

    /** 410 for a link that has expired or never existed: its holder cannot tell which. */
    public Found look(String secret) {
        return in(secret, token -> found(row(token)));
    }

    /** Repeating it changes nothing. */
    public Found unsubscribe(String secret) {
        return in(secret, token -> {
            var isHere = store.lock(row(token).person());
            var row = row(token);
            if (isHere && row.subscribed()) {
                preferences.unsubscribe(Actor.person(token.organisation(), row.person()), row, Way.ONE_CLICK);
            }
            return found(row(token));
        });
    }

    private Found in(String secret, Function<SecretToken, Found> work) {
        var token = SecretToken.parse(NewsletterPreferences.TOKEN, secret).orElseThrow(Gone::new);
        return TenantContext.in(
                token.organisation(), () -> Objects.requireNonNull(transaction.execute(status -> work.apply(token))));
    }

    private Row row(SecretToken token) {
        return store.behind(token).orElseThrow(Gone::new);
    }

    private Found found(Row row) {
        return new Found(newsletters.nameOf(row.newsletter()), row.stands());
    }
}
