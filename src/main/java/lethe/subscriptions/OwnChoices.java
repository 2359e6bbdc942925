package lethe.subscriptions;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import lethe.consent.Evidence.NewsletterConsent.Way;
import lethe.consent.NewsletterConsents;
import lethe.kernel.NewsletterId;
import lethe.kernel.Tenancy;
import lethe.kernel.UserId;
import lethe.privacy.PersonalData;
import lethe.subscriptions.ChoiceStore.Row;
import lethe.vault.Slot;
import org.springframework.stereotype.Component;

/** What is held of a person's choices; with a termination they end, and the addresses that unsubscribe die. */
@Component
class OwnChoices implements PersonalData {
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
        consents.end(standing, Way.TERMINATION);
        var slots = store.delete(person);
        return new Erasure("newsletters", slots.isEmpty() ? List.of() : List.of("subscriptions"), slots);
    }

    @Override
    public Optional<String> open(Sealed value) {
        if (!value.table().equals(ChoiceStore.TABLE)) {
            return Optional.empty();
        }
        var organisation = Tenancy.organisation().orElseThrow();
        var slot = new Slot((Long) Objects.requireNonNull(value.row().get("key_slot")));
        var newsletter =
                new NewsletterId((UUID) Objects.requireNonNull(value.row().get("newsletter_id")));
        return Optional.of(store.open(organisation, slot, newsletter, value.bytes()));
    }
}
