package lethe.audit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.verifier.checkpoints.KeyLink;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** How the chain of keys begins and grows: every key is signed by the previous one and recorded in every log. */
class SigningKeyChainTest extends ChainOfKeys {
    @Autowired
    private KeyStore store;

    @Autowired
    private KeyMaking making;

    @Autowired
    private CheckpointKeys checkpoints;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void eachKeyIsSignedByThePreviousOne() {
        var links = chain.reversed().stream()
                .map(key -> KeyLink.parse(key.link()).orElseThrow())
                .toList();

        assertThat(links.getFirst().isFirst()).isTrue();
        assertThat(links.getFirst().isSignedBy(chain.getLast().decoded())).isTrue();
        for (var place = 1; place < links.size(); place++) {
            var before = chain.reversed().get(place - 1);
            assertThat(links.get(place).before()).isEqualTo(before.id());
            assertThat(links.get(place).isSignedBy(before.decoded())).isTrue();
            assertThat(links.get(place).isSignedBy(chain.reversed().get(place).decoded()))
                    .isFalse();
        }
        assertThat(published()).containsExactlyElementsOf(ids(chain));
    }

    @Test
    void everyLogRecordsEachAddedKey() {
        var other = stage.house();
        other.ada().get("/audit/checkpoint");

        assertThat(named(house)).containsExactlyInAnyOrderElementsOf(added());
        assertThat(named(other)).as("founded later").containsExactlyInAnyOrderElementsOf(added());
    }

    @Test
    void concurrentRotationsFormOneChain() throws Exception {
        try (var nodes = Executors.newFixedThreadPool(4)) {
            Callable<Object> rotation = keys::rotate;
            nodes.invokeAll(Stream.generate(() -> rotation).limit(4).toList());
        }
        act();

        assertThat(keys.published()).hasSize(chain.size() + 4);
        assertThat(keys.findings()).isEmpty();
        assertThat(named(house)).containsExactlyInAnyOrderElementsOf(added());
        table = new KeyTable(context);
    }

    @Test
    void theNextCheckpointCompletesAnInterruptedRotation() {
        keys.rotate();
        table = new KeyTable(context);
        assertThat(named(house)).hasSize(added().size() - 1);

        house.ada().get("/audit/checkpoint");

        assertThat(named(house)).containsExactlyInAnyOrderElementsOf(added());
        house.ada().get("/audit/checkpoint");
        assertThat(named(house)).as("once").hasSize(added().size());
    }

    @Test
    void aRolledBackRotationLeavesNothing() {
        transaction.executeWithoutResult(status -> {
            keys.rotate();
            status.setRollbackOnly();
        });

        assertThat(keys.published()).isEqualTo(chain);
        assertThat(keys.findings()).isEmpty();
    }

    @Test
    void existingKeysThatHaveSignedFormAChain() throws Exception {
        table.change("delete from signing_link");
        insert(pair(), UUID.randomUUID(), new byte[] {1, 2, 3});
        assertThat(keys.published()).isEmpty();

        new Beginning(store, making, checkpoints, transaction).begin();

        assertThat(ids(keys.published())).isEqualTo(signers());
        assertThat(keys.published().getLast()).as("the link that it had").isEqualTo(chain.getLast());
        assertThat(keys.findings()).as("the stranger").hasSize(1);
    }

    @Test
    void anExistingKeyThatHasSignedNothingIsExcludedWithoutAnAlarm() {
        var unused = keys.rotate();
        var withIt = new KeyTable(context);
        table.change("delete from signing_link");

        new Beginning(store, making, checkpoints, transaction).begin();

        assertThat(ids(keys.published())).doesNotContain(unused.id());
        assertThat(keys.findings()).isEmpty();
        table = withIt;
    }

    @Test
    void createsNoFirstKeyIfSomethingWasSigned() {
        table.change("delete from signing_link");
        table.change("delete from signing_key");

        new Beginning(store, making, checkpoints, transaction).begin();

        assertThat(keys.published()).isEmpty();
        assertThat(alarm.sentences()).isNotEmpty();
    }

    @Test
    void createsTheFirstKeyOnceBeforeAnythingIsSigned() throws Exception {
        table.change("delete from signing_link");
        table.change("delete from signing_key");

        try (var nodes = Executors.newFixedThreadPool(4)) {
            Callable<Object> start = () -> {
                new Beginning(store, making, new NothingSigned(), transaction).begin();
                return true;
            };
            nodes.invokeAll(List.of(start, start, start, start));
        }

        assertThat(keys.published()).singleElement().satisfies(key -> assertThat(key.current())
                .isTrue());
        assertThat(keys.findings()).isEmpty();
    }

    private record NothingSigned() implements CheckpointKeys {
        @Override
        public Set<String> signers(Collection<PublishedKey> keys) {
            return Set.of();
        }

        @Override
        public boolean isAnythingSigned() {
            return false;
        }
    }

    private List<String> added() {
        return keys.added().stream().map(KeyLink::key).toList();
    }

    private static List<String> named(House house) {
        return house.ada()
                .get("/audit?action=signing-key.added&limit=200")
                .json()
                .path("items")
                .valueStream()
                .map(SigningKeyChainTest::key)
                .toList();
    }

    private static String key(JsonNode entry) {
        assertThat(KeyLink.parse(entry.at("/facts/link").asString())
                        .orElseThrow()
                        .key())
                .isEqualTo(entry.at("/facts/key").asString());
        return entry.at("/facts/key").asString();
    }

    private List<String> signers() {
        var signers = checkpoints.signers(chain);
        return ids(chain).stream().filter(signers::contains).toList();
    }
}
