package lethe.partners.partners;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Contact e-mails, which may be a person's and are there only sealed, each under a key of its own. One that is replaced,
 * removed or deleted with its partner is forgotten in two transactions: its key is listed, then destroyed. What a crash
 * leaves between the two is finished at the next start, or by another node.
 */
@Component
class Contacts implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);
    private final ContactStore store;
    private final Vault vault;
    private final TransactionTemplate transaction;

    Contacts(ContactStore store, Vault vault, TransactionTemplate transaction) {
        this.store = store;
        this.vault = vault;
        this.transaction = transaction;
    }

    /** The partner with its contact e-mail, as long as that has not been forgotten meanwhile. */
    Partner partner(OrganisationId organisation, PartnerStore.Row row) {
        return row.keySlot() == null
                ? row.partner()
                : row.partner().with(open(organisation, new KeySlot(row.keySlot()), row));
    }

    /** Within the caller's transaction, which holds the partner; {@link #forget} comes after its end. */
    void replace(OrganisationId organisation, PartnerId id, @Nullable String email) {
        store.delete(id).ifPresent(former -> forgetLater(organisation, id, former));
        if (email != null) {
            var slot = vault.newSecretsSlot(organisation);
            store.insert(organisation, id, slot, vault.seal(organisation, slot, place(id), email));
        }
    }

    /** Lists a key of the partner's, within the caller's transaction. */
    void forgetLater(OrganisationId organisation, PartnerId id, KeySlot key) {
        vault.forgetLater(organisation, id.value(), List.of(key));
        store.insertWork(organisation, id);
    }

    /**
     * Destroys the listed keys: of an e-mail that the partner no longer has, say.
     *
     * @return false while that is not possible, a mirror being out of reach say: it follows
     */
    boolean forget(OrganisationId organisation, PartnerId id) {
        try {
            return transaction.execute(status -> !store.lockWork(id) || destroyKeys(organisation, id));
        } catch (Unavailable later) {
            return false;
        }
    }

    /** Before the first request. */
    @Override
    public void afterSingletonsInstantiated() {
        finish();
    }

    @Scheduled(fixedDelay = 5, initialDelay = 5, timeUnit = TimeUnit.SECONDS)
    void finish() {
        for (var work : store.unfinished()) {
            try {
                TenantContext.in(work.organisation(), () -> forget(work.organisation(), work.partner()));
            } catch (RuntimeException notYet) {
                LOG.warn(
                        "a key of {} is not destroyed yet: {}",
                        work.partner(),
                        notYet.getClass().getSimpleName());
            }
        }
    }

    private @Nullable String open(OrganisationId organisation, KeySlot slot, PartnerStore.Row row) {
        try {
            var place = place(row.partner().id());
            return vault.open(organisation, slot, place, Objects.requireNonNull(row.email()));
        } catch (KeyDestroyed meanwhile) {
            return null;
        }
    }

    private boolean destroyKeys(OrganisationId organisation, PartnerId id) {
        var destroyed = vault.forget(organisation, id.value()).isPresent();
        if (destroyed) {
            store.deleteWork(id);
        }
        return destroyed;
    }

    private static SealContext place(PartnerId id) {
        return new SealContext("partner_contact", "email", id.value());
    }
}
