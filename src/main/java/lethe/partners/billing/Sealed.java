package lethe.partners.billing;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.partners.billing.BillingChange.Values;
import lethe.partners.billing.BillingStore.Row;
import lethe.partners.partners.PartnerId;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.requests.UnbufferedJson;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Seals billing details and their changes, with a separate key for each partner. */
@Component
class Sealed {
    private static final JsonMapper JSON = UnbufferedJson.mapper();
    private static final TypeReference<Map<String, Values>> CHANGED = new TypeReference<>() {};
    private final Vault vault;

    Sealed(Vault vault) {
        this.vault = vault;
    }

    KeySlot newKey(OrganisationId organisation) {
        return vault.newSecretsSlot(organisation);
    }

    byte[] particulars(OrganisationId organisation, KeySlot key, PartnerId id, BillingFields fields) {
        return vault.seal(organisation, key, context(id), JSON.writeValueAsString(fields));
    }

    /** Empty once the key has been destroyed. */
    Optional<BillingDetails> open(OrganisationId organisation, PartnerId id, Row row) {
        try {
            var text = vault.open(organisation, row.slot(), context(id), row.particulars());
            return Optional.of(new BillingDetails(
                    JSON.readValue(text, BillingFields.class), row.version(), row.updatedAt(), row.updatedBy()));
        } catch (KeyDestroyed destroyed) {
            return Optional.empty();
        }
    }

    byte[] changed(OrganisationId organisation, KeySlot key, UUID change, Map<String, Values> fields) {
        return vault.seal(organisation, key, context(change), JSON.writeValueAsString(fields));
    }

    Map<String, Values> openChanged(OrganisationId organisation, KeySlot key, UUID change, byte[] sealed) {
        return JSON.readValue(vault.open(organisation, key, context(change), sealed), CHANGED);
    }

    private static SealContext context(PartnerId id) {
        return new SealContext("billing_details", "particulars", id.value());
    }

    private static SealContext context(UUID change) {
        return new SealContext("billing_change", "changed", change);
    }
}
