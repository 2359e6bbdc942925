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

/** Erasure receipts: signed once, then always the same bytes; the proof stands beside them as soon as there is one. */
@Component
public class Receipts {
    public static final String GROUND = RetainedData.ACCOUNTING;
    private static final String KIND = "rct";
    private final TerminationStore store;
    private final Proofs proofs;
    private final RetentionPolicy limits;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    Receipts(
            TerminationStore store,
            Proofs proofs,
            RetentionPolicy limits,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.proofs = proofs;
        this.limits = limits;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    /** 404 while the person is there. */
    @Transactional(readOnly = true)
    public ReceiptFile get(Actor actor, UserId person) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        return withProof(store.receipt(person).orElseThrow(NotFound::new));
    }

    /** Whether the person is terminated, and the receipt waits for the keys to be destroyed. */
    @Transactional(readOnly = true)
    public boolean isPending(Actor actor, UserId person) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        return store.isPending(person);
    }

    /** A new address, good for 30 days, under which the caller's own receipt is found without signing in; no name is in it. */
    @Transactional
    public SecretToken link(Actor actor) {
        var token = SecretToken.fresh(KIND, actor.organisation(), randomness);
        var limit = limits.of(DataCategory.RECEIPT_LINK);
        store.insertLink(token, actor.self(), limit.end(limit.now()));
        return token;
    }

    /** The receipt behind such an address; empty while its keys are being destroyed. 404 for any other address. */
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
