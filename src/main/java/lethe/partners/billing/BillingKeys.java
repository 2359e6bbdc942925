package lethe.partners.billing;

import java.util.Optional;
import lethe.partners.partners.PartnerData;
import lethe.partners.partners.PartnerId;
import lethe.platform.kernel.KeySlot;
import org.springframework.stereotype.Component;

/** Deletes billing details together with their partner. */
@Component
class BillingKeys implements PartnerData {
    private final BillingStore store;

    BillingKeys(BillingStore store) {
        this.store = store;
    }

    @Override
    public Optional<KeySlot> erase(PartnerId id) {
        return store.delete(id);
    }
}
