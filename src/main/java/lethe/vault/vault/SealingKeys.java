package lethe.vault.vault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.keyfile.Slots;

/** The keys that seal, read from the key file each time; all throw {@link KeyDestroyed} once a key is destroyed. */
final class SealingKeys {
    private final VaultStore store;
    private final KeyFile keys;
    private final Map<OrganisationId, Long> organisationSlots = new ConcurrentHashMap<>();

    SealingKeys(VaultStore store, KeyFile keys) {
        this.store = store;
        this.keys = keys;
    }

    /** Derived from the person's half and the organisation's: without either it is gone. */
    SecretKey person(OrganisationId organisation, KeySlot slot) {
        return Seal.personKey(key(slot.number()), organisation(organisation));
    }

    SecretKey organisation(OrganisationId organisation) {
        return key(organisationSlot(organisation));
    }

    SecretKey installation() {
        return key(Slots.INSTALLATION);
    }

    private SecretKey key(long number) {
        return keys.slots().key(number).orElseThrow(() -> new KeyDestroyed(number));
    }

    /** The slot number is cached, the key is not. */
    private long organisationSlot(OrganisationId organisation) {
        return organisationSlots.computeIfAbsent(organisation, id -> store.organisationKey(id)
                .orElseThrow(() -> new IllegalStateException(id + " has no key, or another organisation is in scope")));
    }
}
