package lethe.partners.partners;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import lethe.platform.jobs.BackgroundJob;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Contact e-mails of partners. They may be personal data, so each is sealed with its own key. Replacing, removing or
 * deleting one forgets it in two transactions: the first lists the key, the second destroys it. After a crash between
 * the two, the next start or another node finishes it.
 */
@Component
class Contacts implements BackgroundJob, SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);
    private final ContactStore store;
    private final Vault vault;
    private final TransactionTemplate transaction;

    Contacts(ContactStore store, Vault vault, TransactionTemplate transaction) {
        this.store = store;
        this.vault = vault;
        this.transaction = transaction;
    }

    /** The partner with its contact e-mail, unless that has been forgotten in the meantime. */
    Partner partner(OrganisationId organisation, PartnerStore.Row row) {
        return row.with(row.keySlot() == null ? null : open(organisation, new KeySlot(row.keySlot()), row));
    }

    /** Runs in the caller's transaction, which must have locked the partner; call {@link #forget} after the commit. */
    void replace(OrganisationId organisation, PartnerId id, @Nullable String email) {
        store.delete(id).ifPresent(former -> forgetLater(organisation, id, former));
        if (email != null) {
            var slot = vault.newSecretsSlot(organisation);
            store.insert(organisation, id, slot, vault.seal(organisation, slot, context(id), email));
        }
    }

    /** Lists a key of the partner for destruction, in the caller's transaction. */
    void forgetLater(OrganisationId organisation, PartnerId id, KeySlot key) {
        vault.forgetLater(organisation, id.value(), List.of(key));
        store.insertWork(organisation, id);
    }

    /**
     * Destroys the listed keys, for example of a former e-mail.
     *
     * @return false if that is not possible now, for example because a mirror is unavailable; it is retried in the
     *     background
     */
    boolean forget(OrganisationId organisation, PartnerId id) {
        try {
            return transaction.execute(status -> !store.lockWork(id) || destroyKeys(organisation, id));
        } catch (Unavailable later) {
            return false;
        }
    }

    /** Runs before the first request is served. */
    @Override
    public void afterSingletonsInstantiated() {
        look();
    }

    @Override
    public String kindOfWork() {
        return ContactStore.KIND;
    }

    @Override
    public Duration again() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void look() {
        for (var work : store.unfinished()) {
            try {
                TenantContext.in(work.organisation(), () -> forget(work.organisation(), work.partner()));
            } catch (RuntimeException notYet) {
                LOG.warn(
                        "destroying a key of {} failed, will be retried: {}",
                        work.partner(),
                        notYet.getClass().getSimpleName());
            }
        }
    }

    private @Nullable String open(OrganisationId organisation, KeySlot slot, PartnerStore.Row row) {
        try {
            var context = context(row.id());
            return vault.open(organisation, slot, context, Objects.requireNonNull(row.email()));
        } catch (KeyDestroyed destroyed) {
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

    private static SealContext context(PartnerId id) {
        return new SealContext("partner_contact", "email", id.value());
    }
}
