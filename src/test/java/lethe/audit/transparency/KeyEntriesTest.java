package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import lethe.LetheTest;
import lethe.Stage;
import lethe.audit.keys.KeyEntries;
import lethe.audit.keys.PublishedKey;
import lethe.audit.keys.SigningKeys;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.TreeStore.Signed;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.verifier.checkpoints.KeyAdded;
import lethe.verifier.checkpoints.KeyLink;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.merkle.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A log records every key before that key signs anything in it. */
@LetheTest
@TestPropertySource(properties = "lethe.apart=signing")
class KeyEntriesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private UnsequencedEntries sequence;

    @Autowired
    private Audit audit;

    @Autowired
    private TreeStore store;

    @Autowired
    private TrustedCheckpoints anchors;

    @Autowired
    private Clock clock;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Trunk trunk;

    @Autowired
    private LogAlarms alarms;

    @Autowired
    private Growth growth;

    @Autowired
    private LogContinuation continuation;

    private OrganisationId organisation;

    @BeforeEach
    void aLog() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
        growth.grow(organisation);
    }

    @Test
    void aConcurrentlyCreatedKeyDoesNotSignBeforeItIsRecorded() {
        var before = keys.current().id();
        var place = in(() -> store.latest().orElseThrow()).size();
        act();

        growthWithARotationAfter().grow(organisation);

        assertThat(keys.current().id()).isNotEqualTo(before);
        // The first checkpoint over the entry: the log may have been grown again in the background since.
        assertThat(signer(in(() -> store.firstOver(place).orElseThrow()))).isEqualTo(before);
        growth.grow(organisation);
        assertThat(signer()).isEqualTo(keys.current().id());
        assertThat(named()).contains(signer());
    }

    @Test
    void recordsMissingKeysWhenDeclaringARestore() {
        keys.rotate();

        continuation.declare(organisation, new RestoreMarker("restore-1", ""));

        assertThat(signer()).isEqualTo(keys.current().id());
        assertThat(named()).contains(signer());
    }

    private Growth growthWithARotationAfter() {
        var entries = new KeyEntries(keys, sequence, audit) {
            @Override
            public List<Hash> enter(OrganisationId log, long first) {
                var leaves = super.enter(log, first);
                elsewhere();
                return leaves;
            }
        };
        return new Growth(sequence, store, keys, anchors, clock, transaction, trunk, alarms, entries);
    }

    private void elsewhere() {
        try (var other = Executors.newSingleThreadExecutor()) {
            other.submit(keys::rotate);
        }
    }

    private void act() {
        in(() -> audit.record(
                Actor.system(organisation), "organisation.changed", Target.of(organisation), Map.of("n", 1)));
    }

    private String signer() {
        return signer(in(() -> store.latest().orElseThrow()));
    }

    private String signer(Signed checkpoint) {
        return keys.published().stream()
                .filter(key -> isSigned(checkpoint, key))
                .map(PublishedKey::id)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isSigned(Signed checkpoint, PublishedKey key) {
        return SignedNote.parse(checkpoint.note())
                .orElseThrow()
                .isSignedBy(new Signer(checkpoint.origin().text(), key.decoded()));
    }

    private List<String> named() {
        return in(() -> sequence.saying(organisation, KeyAdded.ACTION).stream()
                .flatMap(entry -> KeyAdded.of(entry.canonical()).stream())
                .map(KeyLink::key)
                .toList());
    }

    private <T> T in(TenantContext.Work<T> work) {
        return TenantContext.in(organisation, () -> transaction.execute(status -> work.run()));
    }
}
