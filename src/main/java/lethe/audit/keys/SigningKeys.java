package lethe.audit.keys;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Unavailable;
import lethe.verifier.checkpoints.KeyLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The processor's signing keys, each signed by the previous one. Other rows of the table are neither published nor used, and are
 * reported to the operator.
 */
@Component
public class SigningKeys implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private final KeyStore store;
    private final KeyMaking making;
    private final Beginning beginning;
    private final TransactionTemplate transaction;
    private final RoundTrips trips;
    private volatile @Nullable Known known;

    SigningKeys(
            KeyStore store, KeyMaking making, Beginning beginning, TransactionTemplate transaction, RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.making = making;
        this.beginning = beginning;
        this.transaction = transaction;
    }

    /** The chain computed from these rows; valid until they change. Each of its keys has been opened. */
    private record Known(List<KeyRow> rows, List<String> noted, KeyChain chain) {}

    /** Runs before anything is signed. */
    @Override
    public void afterPropertiesSet() {
        beginning.begin();
        transaction.executeWithoutResult(status ->
                findings().forEach(finding -> LOG.error("the database was changed from outside: {}", finding)));
    }

    /**
     * The newest key.
     *
     * @throws Unavailable if all keys are damaged
     */
    @Transactional(readOnly = true)
    public SigningKey current() {
        return need();
    }

    /** As {@link #current()}, in the caller's transaction. */
    public Supplier<SigningKey> current(RoundTrip trip) {
        var chain = chain(trip);
        return () -> chain.get().newest().flatMap(making::reopen).orElseThrow(Unavailable::new);
    }

    /** The newest key; empty if there is none. */
    @Transactional(readOnly = true)
    public Optional<SigningKey> newest() {
        return chain().newest().flatMap(making::reopen);
    }

    /** All keys of the chain, newest first. */
    @Transactional(readOnly = true)
    public List<PublishedKey> published() {
        var links = chain().links();
        return IntStream.range(0, links.size())
                .mapToObj(place -> PublishedKey.of(links.get(place), place == links.size() - 1))
                .toList()
                .reversed();
    }

    /** The links of all keys but the first, in order. */
    @Transactional(readOnly = true)
    public List<KeyLink> added() {
        return chain().links().stream().skip(1).map(KeyChain.Link::says).toList();
    }

    /** Adds a key that makes all new signatures; earlier signatures remain valid. */
    @Transactional
    public SigningKey rotate() {
        store.lock();
        var last = need();
        return making.make((key, at) -> key.after(last, at));
    }

    /** Faults of the keys, as sentences; empty if the table contains the chain and nothing else. */
    @Transactional(readOnly = true)
    public List<String> findings() {
        return chain().findings();
    }

    private SigningKey need() {
        return newest().orElseThrow(Unavailable::new);
    }

    private KeyChain chain() {
        return trips.ask(this::chain);
    }

    private Supplier<KeyChain> chain(RoundTrip trip) {
        var rows = store.rows(trip);
        var noted = store.noted(trip);
        return () -> chain(rows.get(), noted.get());
    }

    private KeyChain chain(List<KeyRow> rows, List<String> noted) {
        var before = known;
        if (before != null && before.rows().equals(rows) && before.noted().equals(noted)) {
            return before.chain();
        } else {
            var chain = KeyChain.of(rows, noted, making::open);
            known = new Known(rows, noted, chain);
            return chain;
        }
    }
}
