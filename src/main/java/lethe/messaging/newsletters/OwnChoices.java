package lethe.messaging.newsletters;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.messaging.newsletters.ChoiceStore.Row;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import lethe.privacy.consent.NewsletterConsents;
import org.springframework.stereotype.Component;

/** A user's choices as personal data: a termination ends them, and their unsubscribe links stop working. */
@Component
class OwnChoices implements PersonalDataHolder {
    private final ChoiceStore store;
    private final NewsletterConsents consents;

    OwnChoices(ChoiceStore store, NewsletterConsents consents) {
        this.store = store;
        this.consents = consents;
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        var choices = store.of(trip, person);
        var slots = store.delete(trip, person);
        return () -> {
            var standing = choices.get().stream()
                    .filter(Row::subscribed)
                    .map(Row::consent)
                    .toList();
            if (!standing.isEmpty()) {
                consents.end(Actor.system(TenantContext.organisation().orElseThrow()), standing, Way.TERMINATION);
            }
            return new Erasure(
                    "newsletters", slots.get().isEmpty() ? List.of() : List.of("subscriptions"), slots.get());
        };
    }

    @Override
    public Optional<String> open(Sealed value) {
        if (!value.table().equals(ChoiceStore.TABLE)) {
            return Optional.empty();
        }
        var organisation = TenantContext.organisation().orElseThrow();
        var slot = new KeySlot((Long) Objects.requireNonNull(value.row().get("key_slot")));
        var newsletter =
                new NewsletterId((UUID) Objects.requireNonNull(value.row().get("newsletter_id")));
        return Optional.of(store.open(organisation, slot, newsletter, value.bytes()));
    }
}
