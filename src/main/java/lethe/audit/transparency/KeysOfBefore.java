package lethe.audit.transparency;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import lethe.audit.keys.CheckpointKeys;
import lethe.audit.keys.PublishedKey;
import lethe.audit.transparency.TreeStore.Signed;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Searches the checkpoints of all logs for their signers; runs once, while there is no chain of keys yet. */
@Component
class KeysOfBefore implements CheckpointKeys {
    private static final int PAGE = 1_000;
    private final Tenants tenants;
    private final TreeStore store;
    private final TransactionTemplate transaction;

    KeysOfBefore(Tenants tenants, TreeStore store, TransactionTemplate transaction) {
        this.tenants = tenants;
        this.store = store;
        this.transaction = transaction;
    }

    @Override
    public boolean isAnythingSigned() {
        return tenants.all().stream()
                .anyMatch(organisation -> in(organisation, store::latest).isPresent());
    }

    @Override
    public Set<String> signers(Collection<PublishedKey> keys) {
        var found = new HashSet<String>();
        for (var organisation : tenants.all()) {
            look(organisation, keys, found);
        }
        return found;
    }

    private void look(OrganisationId organisation, Collection<PublishedKey> keys, Set<String> found) {
        var page = page(organisation, 1);
        while (!page.isEmpty() && found.size() < keys.size()) {
            page.forEach(signed -> look(signed, keys, found));
            page = page(organisation, page.getLast().size() + 1);
        }
    }

    private static void look(Signed signed, Collection<PublishedKey> keys, Set<String> found) {
        var note = SignedNote.parse(signed.note());
        var origin = Checkpoint.parse(signed.note()).map(Checkpoint::origin).orElse("");
        keys.stream()
                .filter(key -> !found.contains(key.id()))
                .filter(key -> note.isPresent() && note.get().isSignedBy(new Signer(origin, key.decoded())))
                .forEach(key -> found.add(key.id()));
    }

    private List<Signed> page(OrganisationId organisation, long from) {
        return in(organisation, () -> store.checkpoints(from, PAGE));
    }

    private <T> T in(OrganisationId organisation, Supplier<T> reading) {
        return TenantContext.in(
                organisation, () -> Objects.requireNonNull(transaction.execute(status -> reading.get())));
    }
}
