package lethe.messaging.newsletters;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.messaging.newsletters.ChoiceStore.Row;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.requests.SecretToken;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import lethe.privacy.consent.NewsletterConsents;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A user's own newsletters: off until they turn one on, and on until they turn it off. */
@Component
public class NewsletterPreferences {
    static final String TOKEN = "uns";
    private static final Feature CHOOSING = new Feature("newsletter-chosen");
    private final ChoiceStore store;
    private final Newsletters newsletters;
    private final NewsletterConsents consents;
    private final Wording wording;
    private final Vault vault;
    private final Usage usage;
    private final Clock clock;
    private final Randomness randomness;

    NewsletterPreferences(
            ChoiceStore store,
            Newsletters newsletters,
            NewsletterConsents consents,
            Wording wording,
            Vault vault,
            Usage usage,
            Clock clock,
            Randomness randomness) {
        this.store = store;
        this.newsletters = newsletters;
        this.consents = consents;
        this.wording = wording;
        this.vault = vault;
        this.usage = usage;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** All newsletters by name, with the user's choices. */
    @Transactional(readOnly = true)
    public Page<Subscription> list(Actor actor, @Nullable UUID after, int limit) {
        var chosen = store.of(actor.self()).stream().collect(Collectors.toMap(Row::newsletter, Function.identity()));
        return newsletters
                .list(after, limit)
                .map(newsletter -> subscription(newsletter, Optional.ofNullable(chosen.get(newsletter.id()))));
    }

    @Transactional(readOnly = true)
    public Subscription get(Actor actor, NewsletterId id) {
        var newsletter = newsletters.find(id).orElseThrow(NotFound::new);
        return subscription(newsletter, store.find(actor.self(), id));
    }

    /** As {@link #list}, with the text that subscribers agree to. */
    @Transactional(readOnly = true)
    public Page<Offered> offered(Actor actor, @Nullable UUID after, int limit, Locale language) {
        return list(actor, after, limit)
                .map(choice -> new Offered(
                        choice, wording.of(choice.newsletter(), language).words()));
    }

    /** Subscribes to the newsletters ticked at the first sign-in; without a tick nothing is chosen. */
    @Transactional
    public void begin(Actor actor, List<NewsletterOffer> ticked, Locale language) {
        ticked.forEach(one -> choose(actor, one.newsletter(), true, one.version(), Way.FIRST_SIGN_IN, language));
    }

    /**
     * Turns a newsletter on or off; repeating a choice changes nothing.
     *
     * @param version of the newsletter whose words were shown; absent: the current one
     */
    @Transactional
    public Subscription choose(
            Actor actor, NewsletterId id, boolean subscribed, @Nullable Long version, Way way, Locale language) {
        if (!store.lock(actor.self())) {
            throw SignInFailed.required();
        }
        var newsletter = newsletters.lock(id).orElseThrow(NotFound::new);
        var before = store.find(actor.self(), id);
        if (subscribed && version != null && version != newsletter.version()) {
            throw Conflict.changedMeanwhile(newsletter);
        }
        if (subscribed && before.filter(Row::stands).isEmpty()) {
            subscribe(actor, newsletter, before, way, language);
        } else if (!subscribed) {
            before.filter(Row::subscribed).ifPresent(row -> unsubscribe(actor, row, way));
        }
        usage.count(CHOOSING, actor.self().lowBits());
        return subscription(newsletter, store.find(actor.self(), id));
    }

    /** Ends a choice, even if its newsletter has been deleted. */
    void unsubscribe(Actor actor, Row row, Way way) {
        consents.end(actor, List.of(row.consent()), way);
        store.unsubscribe(List.of(row.consent()), way);
    }

    private void subscribe(Actor actor, Newsletter newsletter, Optional<Row> before, Way way, Locale language) {
        var lapsed = before.filter(Row::subscribed).map(Row::consent).stream().toList();
        consents.end(Actor.system(actor.organisation()), lapsed, Way.CHANGED);
        var consent = consents.give(actor, wording.of(newsletter, language), way);
        if (before.isPresent()) {
            store.subscribe(before.get(), newsletter.version(), consent, way);
        } else {
            insert(actor, newsletter, consent, way);
        }
    }

    /** All choices of a user are sealed under one key. */
    private void insert(Actor actor, Newsletter newsletter, UUID consent, Way way) {
        var slot = store.of(actor.self()).stream()
                .map(Row::slot)
                .findFirst()
                .orElseGet(() -> vault.newSecretsSlot(actor.organisation()));
        var row = new Row(actor.self(), newsletter.id(), true, true, clock.instant(), way, consent, slot);
        var token = SecretToken.fresh(TOKEN, actor.organisation(), randomness);
        store.insert(actor.organisation(), row, newsletter.version(), token);
    }

    private static Subscription subscription(Newsletter newsletter, Optional<Row> row) {
        var since = row.filter(Row::stands).map(Row::since);
        var ended = row.filter(one -> !one.stands()).map(one -> one.subscribed() ? Way.CHANGED : one.way());
        return new Subscription(newsletter, since.isPresent(), since.orElse(null), ended.orElse(null));
    }
}
