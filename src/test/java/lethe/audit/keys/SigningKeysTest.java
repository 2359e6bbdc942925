package lethe.audit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.transparency.LogAlarms;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.verifier.checkpoints.KeyLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The database's owner changes the table of keys: only the chain is published and used. Runs on a separate platform, because
 * every log records every key created here.
 */
@LetheTest
@TestPropertySource(properties = "lethe.apart=signing")
class SigningKeysTest {
    @Autowired
    private Stage stage;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private KeyAlarm alarm;

    @Autowired
    private KeyStore store;

    @Autowired
    private KeyMaking making;

    @Autowired
    private CheckpointKeys checkpoints;

    @Autowired
    private LogAlarms logs;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    private House house;
    private List<PublishedKey> chain;
    private KeyTable table;

    @BeforeEach
    void aChainOfSeveralKeys() {
        house = stage.house();
        act();
        rotate();
        act();
        chain = keys.published();
        table = new KeyTable(context);
        assertThat(chain).hasSizeGreaterThan(1);
        assertThat(alarm.sentences()).isEmpty();
    }

    @AfterEach
    void asItWas() {
        table.putBack();
        logs.end(OrganisationId.parse(house.id()).orElseThrow());
        assertThat(keys.findings()).isEmpty();
    }

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
    void anInsertedRowIsNeitherPublishedNorUsedButReported() throws Exception {
        var id = insert(pair(), UUID.randomUUID(), new byte[] {1, 2, 3});

        assertThat(published()).isEqualTo(ids(chain)).doesNotContain(id);
        assertThat(keys.current().id()).isEqualTo(chain.getFirst().id());
        assertThat(keys.findings()).singleElement().asString().contains(id, "not in the chain");
        assertThat(alarm.sentences()).singleElement().asString().contains("not those of the chain");
        assertThat(verified()).anyMatch(line -> line.startsWith("bad: ") && line.contains(id));
        act();
    }

    @Test
    void anInsertedRowWithItsOwnLinksIsOutsideTheChain() throws Exception {
        var stranger = pair();
        var id = insert(stranger, UUID.randomUUID(), stranger.getPrivate().getEncoded());
        var key = SigningKey.of(
                stranger.getPublic().getEncoded(), stranger.getPrivate().getEncoded());
        for (var before : List.of(KeyLink.FIRST, chain.getFirst().id())) {
            table.change("delete from signing_link where key_id = ?", id);
            table.change(
                    "insert into signing_link (key_id, note) values (?, ?)",
                    id,
                    KeyLink.sign(id, key.publicKey(), before, "2026-11-29T08:00:00.000Z", key.publicKey(), key::sign)
                            .toString());

            assertThat(published()).isEqualTo(ids(chain));
            assertThat(keys.findings()).singleElement().asString().contains(id);
        }
    }

    @Test
    void aReplacedPublicHalfIsNotPublished() throws Exception {
        table.change(
                "update signing_key set public_key = ? where id = ?",
                pair().getPublic().getEncoded(),
                chain.getFirst().id());

        assertThat(keys.published()).extracting(PublishedKey::id).isEqualTo(ids(chain.subList(1, chain.size())));
        assertThat(keys.findings())
                .singleElement()
                .asString()
                .contains(chain.getFirst().id());
    }

    @Test
    void aReplacedFirstKeyLeavesNoSigningKey() throws Exception {
        table.change(
                "update signing_key set public_key = ? where id = ?",
                pair().getPublic().getEncoded(),
                chain.getLast().id());

        assertThat(keys.published()).isEmpty();
        assertThatThrownBy(() -> keys.current()).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> keys.rotate()).isInstanceOf(Unavailable.class);
        assertThat(keys.findings()).anyMatch(finding -> finding.contains("there is no signing key"));
    }

    @Test
    void refusesACopiedPrivateHalf() throws Exception {
        var newest = chain.getFirst().id();
        var other = pair().getPublic().getEncoded();
        table.change("""
                insert into signing_key (id, row_id, public_key, private_key, created_at)
                select ?, row_id, ?, private_key, now() from signing_key where id = ?
                """, SigningKey.idOf(other), other, newest);
        table.change("""
                insert into signing_key (id, row_id, public_key, private_key, created_at)
                select 'ed25519-0000000000000000', row_id, public_key, private_key, now() from signing_key where id = ?
                """, newest);
        table.change("""
                insert into signing_link (key_id, note)
                select 'ed25519-0000000000000000', note from signing_link where key_id = ?
                """, newest);

        assertThat(published()).isEqualTo(ids(chain));
        assertThat(keys.findings()).hasSize(2).anyMatch(finding -> finding.contains("ed25519-0000000000000000"));
    }

    @Test
    void refusesAPrivateHalfFromAnotherRow() {
        table.change(
                "update signing_key set private_key = (select private_key from signing_key where id = ?) where id = ?",
                chain.getLast().id(),
                chain.getFirst().id());

        assertThat(ids(keys.published())).isEqualTo(ids(chain.subList(1, chain.size())));
    }

    @Test
    void theChainDeterminesTheOrderRegardlessOfTimes() {
        table.change(
                "update signing_key set created_at = now() + interval '1 day' where id = ?",
                chain.getLast().id());

        assertThat(keys.published()).isEqualTo(chain);
        assertThat(keys.current().id()).isEqualTo(chain.getFirst().id());
    }

    @Test
    void swappedLinksAreInvalid() {
        var first = chain.getLast();
        var last = chain.getFirst();
        table.change("update signing_link set note = ? where key_id = ?", first.link(), last.id());
        table.change("update signing_link set note = ? where key_id = ?", last.link(), first.id());

        assertThat(keys.published()).isEmpty();
        assertThat(keys.findings()).hasSize(chain.size() + 1);
    }

    @Test
    void noticesADeletedRow() {
        table.change("delete from signing_key where id = ?", chain.getFirst().id());

        assertThat(keys.findings())
                .singleElement()
                .asString()
                .contains(chain.getFirst().id(), "missing");
    }

    @Test
    void logsNoticeARowDeletedWithItsLink() {
        table.change("delete from signing_key where id = ?", chain.getFirst().id());
        table.change(
                "delete from signing_link where key_id = ?", chain.getFirst().id());

        assertThat(keys.findings()).isEmpty();
        assertThat(verified())
                .anyMatch(line -> line.startsWith("bad: " + house.id()) && line.contains("names a signing key"));
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
    void reportsAForeignKeyEvenIfMarkedAsExcluded() throws Exception {
        var id = insert(pair(), UUID.randomUUID(), new byte[] {1, 2, 3});
        table.change("insert into signing_link (key_id, note) values (?, '')", id);

        assertThat(keys.findings()).singleElement().asString().contains(id);
    }

    /** The keys become unreadable, and nothing can be signed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into signing_key values (repeat('x', 41), gen_random_uuid(), '', '', now())",
                "insert into signing_key values ('x', gen_random_uuid(), decode(repeat('00', 101), 'hex'), '', now())",
                "insert into signing_key values ('x', gen_random_uuid(), '', decode(repeat('00', 1001), 'hex'), now())",
                "insert into signing_link values (repeat('x', 41), '')",
                "insert into signing_link values ('x', repeat('x', 1001))",
            })
    void refusesARowLongerThanAnyKey(String insert) {
        assertThatThrownBy(() -> table.change(insert)).isInstanceOf(DataIntegrityViolationException.class);
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

    private void rotate() {
        assertThat(context.getBean("auditRotateKey", Command.class).run(Map.of()))
                .first()
                .asString()
                .startsWith("key: ed25519-");
    }

    private void act() {
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        assertThat(house.ada().get("/audit/checkpoint").status()).isEqualTo(200);
    }

    private String insert(KeyPair pair, UUID row, byte[] sealed) {
        var encoded = pair.getPublic().getEncoded();
        table.change(
                "insert into signing_key (id, row_id, public_key, private_key, created_at) values (?, ?, ?, ?, now())",
                SigningKey.idOf(encoded),
                row,
                encoded,
                sealed);
        return SigningKey.idOf(encoded);
    }

    private List<String> published() {
        return stage.anybody()
                .get("/keys")
                .json()
                .path("items")
                .valueStream()
                .map(key -> key.path("id").asString())
                .toList();
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
                .map(SigningKeysTest::key)
                .toList();
    }

    private static String key(JsonNode entry) {
        assertThat(KeyLink.parse(entry.at("/facts/link").asString())
                        .orElseThrow()
                        .key())
                .isEqualTo(entry.at("/facts/key").asString());
        return entry.at("/facts/key").asString();
    }

    /** The output of {@code lethe audit verify}, which fails. */
    private List<String> verified() {
        try {
            return context.getBean("auditVerify", Command.class).run(Map.of());
        } catch (ManagementFailure wrong) {
            return wrong.lines();
        }
    }

    private List<String> signers() {
        var signers = checkpoints.signers(chain);
        return ids(chain).stream().filter(signers::contains).toList();
    }

    private static List<String> ids(List<PublishedKey> keys) {
        return keys.stream().map(PublishedKey::id).toList();
    }

    private static KeyPair pair() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
