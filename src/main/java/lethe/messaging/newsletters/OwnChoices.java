package lethe.messaging.newsletters;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import lethe.messaging.newsletters.ChoiceStore.Row;
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
    public Erasure erase(UserId person) {
        var standing = store.of(person).stream()
                .filter(Row::subscribed)
                .map(Row::consent)
                .toList();
        consents.end(Actor.system(TenantContext.organisation().orElseThrow()), standing, Way.TERMINATION);
        var slots = store.delete(person);
        return new Erasure("newsletters", slots.isEmpty() ? List.of() : List.of("subscriptions"), slots);
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
