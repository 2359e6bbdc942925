package lethe.audit.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Begins the chain of signing keys: with a first key when the installation is set up or, in an older installation, with its
 * existing keys, provided that Lethe sealed them and they have signed a valid checkpoint.
 */
@Component
class Beginning {
    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);
    private final KeyStore store;
    private final KeyMaking making;
    private final CheckpointKeys checkpoints;
    private final TransactionTemplate transaction;

    Beginning(KeyStore store, KeyMaking making, CheckpointKeys checkpoints, TransactionTemplate transaction) {
        this.store = store;
        this.making = making;
        this.checkpoints = checkpoints;
        this.transaction = transaction;
    }

    private record Ours(KeyRow row, SigningKey key) {}

    /** Does nothing if a chain exists; of several nodes, one begins it. */
    void begin() {
        if (hasNoChain()) {
            var isAnythingSigned = checkpoints.isAnythingSigned();
            var signers = isAnythingSigned ? signers() : Set.<String>of();
            transaction.executeWithoutResult(status -> {
                store.lock();
                if (hasNoChain()) {
                    begin(
                            ours().stream()
                                    .collect(Collectors.partitioningBy(each -> !isAnythingSigned
                                            || signers.contains(each.key().id()))),
                            isAnythingSigned);
                }
            });
        }
    }

    /** @param ours our keys, by whether they belong to the chain */
    private void begin(Map<Boolean, List<Ours>> ours, boolean isAnythingSigned) {
        var keys = ours.getOrDefault(true, List.of());
        if (!keys.isEmpty()) {
            link(keys);
            ours.getOrDefault(false, List.of()).forEach(unused -> store.leaveOut(unused.row()));
            LOG.info(
                    "the existing signing keys now form a chain, each signed by the previous one: {}",
                    keys.stream().map(each -> each.key().id()).collect(Collectors.joining(", ")));
        } else if (isAnythingSigned) {
            LOG.error("none of the keys in the database has signed the audit logs: nothing can be signed");
        } else {
            LOG.info("the first signing key is {}", making.make(SigningKey::first));
        }
    }

    /** Deterministic: a key whose link was lost gets the same link again. */
    private void link(List<Ours> keys) {
        var before = new ArrayList<SigningKey>();
        for (var each : keys) {
            var at = each.row().createdAt();
            store.insert(before.isEmpty() ? each.key().first(at) : each.key().after(before.getLast(), at));
            before.add(each.key());
        }
    }

    private Set<String> signers() {
        return checkpoints.signers(ours().stream()
                .map(each -> new PublishedKey(
                        each.key().id(), each.row().publicKey(), each.row().createdAt(), false, ""))
                .toList());
    }

    private boolean hasNoChain() {
        return Boolean.TRUE.equals(transaction.execute(
                status -> KeyChain.of(store.rows(), List.of(), making::open).isEmpty()));
    }

    @SuppressWarnings("NullAway") // the query always returns a list
    private List<Ours> ours() {
        return transaction.execute(status -> store.rows().stream()
                .flatMap(row -> making.open(row).stream().map(key -> new Ours(row, key)))
                .toList());
    }
}
