package lethe.partners.partners;

import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.CurrentRights;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes partners, including what other rooms store about them. */
@Component
class PartnerDeletion {
    private static final Feature DELETING = new Feature("partner-deleted");
    private final PartnerStore store;
    private final Contacts contacts;
    private final CurrentRights rights;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Usage usage;
    private final ObjectProvider<PartnerData> partnerData;

    PartnerDeletion(
            PartnerStore store,
            Contacts contacts,
            CurrentRights rights,
            Audit audit,
            TransactionTemplate transaction,
            Usage usage,
            ObjectProvider<PartnerData> partnerData) {
        this.store = store;
        this.contacts = contacts;
        this.rights = rights;
        this.audit = audit;
        this.transaction = transaction;
        this.usage = usage;
        this.partnerData = partnerData;
    }

    /**
     * Deletes everything except id and name, which the audit log shows.
     *
     * @return false if a key, such as that of the contact e-mail, could not be destroyed yet
     */
    public boolean delete(Actor actor, PartnerId id) {
        transaction.executeWithoutResult(status -> {
            rights.requireStill(actor, Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS);
            if (store.lock(id).isEmpty()) {
                throw new NotFound();
            }
            contacts.replace(actor.organisation(), id, null);
            partnerData.forEach(
                    data -> data.erase(id).ifPresent(key -> contacts.forgetLater(actor.organisation(), id, key)));
            store.delete(id);
            audit.record(actor, "partner.deleted", new Target(PartnerId.KIND, id.value()));
            usage.count(DELETING, actor.self().lowBits());
        });
        return contacts.forget(actor.organisation(), id);
    }
}
