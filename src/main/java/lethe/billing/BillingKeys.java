package lethe.billing;

import java.util.Optional;
import lethe.partners.PartnerHoldings;
import lethe.partners.PartnerId;
import lethe.vault.Slot;
import org.springframework.stereotype.Component;

/** Billing details go with their partner. */
@Component
class BillingKeys implements PartnerHoldings {
    private final BillingStore store;

    BillingKeys(BillingStore store) {
        this.store = store;
    }

    @Override
    public Optional<Slot> erase(PartnerId id) {
        return store.delete(id);
    }
}
