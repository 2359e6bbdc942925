package lethe.privacy.erasure;

import java.util.Optional;
import lethe.audit.transparency.Proofs;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.SecretToken;
import lethe.privacy.inventory.RetainedData;
import lethe.privacy.retention.RetentionPolicy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Erasure receipts. A receipt is signed once and never changes; its proof is added beside it as soon as it exists. */
@Component
public class Receipts {
    public static final String GROUND = RetainedData.ACCOUNTING;
    private static final String KIND = "rct";
    private final TerminationStore store;
    private final Proofs proofs;
    private final RetentionPolicy retentionPolicy;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    Receipts(
            TerminationStore store,
            Proofs proofs,
            RetentionPolicy retentionPolicy,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.proofs = proofs;
        this.retentionPolicy = retentionPolicy;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    /** Returns a person's receipt; 404 if they are not terminated. */
    @Transactional(readOnly = true)
    public ReceiptFile get(Actor actor, UserId person) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        return withProof(store.receipt(person).orElseThrow(NotFound::new));
    }

    /** Whether the person is terminated but their keys have not been destroyed yet. */
    @Transactional(readOnly = true)
    public boolean isPending(Actor actor, UserId person) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        return store.isPending(person);
    }

    /**
     * Creates a link to the caller's own receipt that works without signing in, valid for 30 days. It does not contain
     * a name.
     */
    @Transactional
    public SecretToken link(Actor actor) {
        var token = SecretToken.fresh(KIND, actor.organisation(), randomness);
        var period = retentionPolicy.of(DataCategory.RECEIPT_LINK);
        store.insertLink(token, actor.self(), period.end(period.now()));
        return token;
    }

    /** Returns the receipt behind a link; empty while the keys are being destroyed. 404 for any other link. */
    public Optional<ReceiptFile> behind(String token) {
        var link = SecretToken.parse(KIND, token).orElseThrow(NotFound::new);
        return TenantContext.in(
                link.organisation(),
                () -> transaction.execute(status -> {
                    var person = store.linkedPerson(link).orElseThrow(NotFound::new);
                    return store.receipt(person).map(this::withProof);
                }));
    }

    private ReceiptFile withProof(Receipt receipt) {
        return ReceiptFile.of(receipt, proof(receipt).orElse(null));
    }

    private Optional<ReceiptProof> proof(Receipt receipt) {
        var view = receipt.view();
        var entries = view.auditEntries().stream()
                .flatMap(id -> EntryId.parse(id).stream())
                .toList();
        return Optional.of(proofs.together(entries))
                .filter(proven -> !proven.isEmpty())
                .map(ReceiptProof::of);
    }
}
