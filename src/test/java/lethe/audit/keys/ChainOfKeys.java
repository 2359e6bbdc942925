package lethe.audit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.transparency.LogAlarms;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.management.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/**
 * A chain of several signing keys, put back after each test. Runs on a separate platform, because every log records every
 * key created here.
 */
@LetheTest
@TestPropertySource(properties = "lethe.apart=signing")
abstract class ChainOfKeys {
    @Autowired
    Stage stage;

    @Autowired
    SigningKeys keys;

    @Autowired
    KeyAlarm alarm;

    @Autowired
    private LogAlarms logs;

    @Autowired
    ApplicationContext context;

    House house;
    List<PublishedKey> chain;
    KeyTable table;

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

    private void rotate() {
        assertThat(context.getBean("auditRotateKey", Command.class).run(Map.of()))
                .first()
                .asString()
                .startsWith("key: ed25519-");
    }

    void act() {
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        assertThat(house.ada().get("/audit/checkpoint").status()).isEqualTo(200);
    }

    String insert(KeyPair pair, UUID row, byte[] sealed) {
        var encoded = pair.getPublic().getEncoded();
        table.change(
                "insert into signing_key (id, row_id, public_key, private_key, created_at) values (?, ?, ?, ?, now())",
                SigningKey.idOf(encoded),
                row,
                encoded,
                sealed);
        return SigningKey.idOf(encoded);
    }

    List<String> published() {
        return stage.anybody()
                .get("/keys")
                .json()
                .path("items")
                .valueStream()
                .map(key -> key.path("id").asString())
                .toList();
    }

    static List<String> ids(List<PublishedKey> keys) {
        return keys.stream().map(PublishedKey::id).toList();
    }

    static KeyPair pair() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
