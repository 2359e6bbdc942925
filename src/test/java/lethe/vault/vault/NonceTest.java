package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.Unavailable;
import lethe.vault.vault.GateStore.TakenUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which nodes the nonce lets in, and how it turns after an interruption. */
class NonceTest extends SharedNonce {
    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void nodesOfOneDatabaseShareTheKeyFile() throws IOException {
        var guest = create(vault, BEA);
        turning.turn();

        assertThat(open(node(), guest)).isEqualTo(BEA);
        assertThat(open(node(), guest)).isEqualTo(BEA);
        assertThat(inKeyFile(home())).isEqualTo(inDatabase().nonce());
    }

    @Test
    void refusesANodeOfACopiedDatabaseWhileOthersRun() throws IOException {
        turning.turn();
        var copied = inDatabase();
        turning.turn();
        turning.turn();
        var today = inDatabase();
        try {
            put(copied);

            assertThatThrownBy(this::node)
                    .isInstanceOf(StartupRefused.class)
                    .hasMessageContaining("another database")
                    .hasMessageContaining("lethe keys adopt");
        } finally {
            put(today);
        }
        assertThatCode(this::node).doesNotThrowAnyException();
    }

    @Test
    void stopsIfAnotherDatabaseUsesTheKeyFile() throws IOException {
        var data = place.resolve("data");
        copyOfKeys(data);
        var alone = node("lethe.data", data.toString());
        var its = new Turning(openedBy(alone), writingBy(alone));
        var others = inDatabase();
        put(new TakenUp(randomness.uuid(), randomness.uuid(), false));

        assertThatThrownBy(its::turn).isInstanceOf(Unavailable.class);

        assertThat(halts()).isEqualTo(1);
        assertThat(inKeyFile(data.resolve("keys"))).isEqualTo(others.nonce());
        level();
    }

    /** Otherwise all writers would queue behind it while another transaction takes its time. */
    @Test
    @Timeout(60)
    void turningSoonTimesOut() throws IOException {
        var before = inDatabase();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            gate.enterGate();

            assertThatThrownBy(turning::turnSoon).isInstanceOf(DataAccessException.class);
        });

        assertThat(inDatabase().nonce()).isEqualTo(before.nonce());
        turning.turnSoon();
        assertThat(inKeyFile(home())).isEqualTo(inDatabase().nonce()).isNotEqualTo(before.nonce());
    }

    @Test
    void theNextTurnCompletesAnInterruptedOne() throws IOException {
        turning.turn();
        var before = inKeyFile(home());
        turning.begin();

        assertThat(inKeyFile(home())).isEqualTo(before).isEqualTo(inDatabase().formerNonce());
        assertThatCode(this::node).as("another node meanwhile").doesNotThrowAnyException();
        turning.begin();
        assertThat(inDatabase().formerNonce()).as("it is not begun twice").isEqualTo(before);
        turning.turn();
        assertThat(inKeyFile(home())).isEqualTo(inDatabase().nonce()).isNotEqualTo(before);
    }

    @Test
    void theFirstNodeDrawsANonceAfterAnyInterruption() throws IOException {
        var data = place.resolve("data");
        copyOfKeys(data);
        var before = inDatabase();
        try {
            for (var left : List.of(
                    // The key file has the new nonce, and the database was rolled back.
                    before,
                    // From before nonces existed.
                    new TakenUp(null, null, false),
                    // The database has a new nonce, and the key file not yet.
                    new TakenUp(randomness.uuid(), before.nonce(), true))) {
                put(left);
                stop(node("lethe.data", data.toString()));

                assertThat(inKeyFile(data.resolve("keys")))
                        .isEqualTo(inDatabase().nonce());
            }
        } finally {
            level();
        }
    }

    @Test
    void twoConcurrentFirstStartsShareOneNonce() throws Exception {
        var installation = gate.installation().orElseThrow();
        var data = place.resolve("data");
        String[] first = {
            "lethe.data", data.toString(),
            "lethe.config-home", place.resolve("config").toString(),
            "lethe.master-key-file", "",
            "lethe.accept-loss", "true",
            "lethe.shares-keys", "true"
        };
        var before = inDatabase();
        AsOwner.of(context).execute("delete from installation");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> start = () -> node(first);
            for (var started : threads.invokeAll(List.of(start, start, start))) {
                assertThatCode(started::get).doesNotThrowAnyException();
            }

            assertThat(inKeyFile(data.resolve("keys"))).isEqualTo(inDatabase().nonce());
            assertThat(inDatabase().formerNonce()).as("drawn once").isNull();
        } finally {
            AsOwner.of(context).execute("delete from installation");
            gate.insert(installation);
            put(before);
        }
    }

    @Test
    void aRestoredKeyFileCountsAsOlderUntilItIsSettled() throws IOException {
        var data = copyOfKeys(place.resolve("data"));
        stop(node("lethe.data", data.toString()));
        var old = Files.copy(data.resolve("keys/slots"), place.resolve("old"));
        for (var start = 0; start < 2; start++) {
            var node = node("lethe.data", data.toString());
            assertThat(openedBy(node).isOlder()).isFalse();
            stop(node);
        }
        try {
            Files.copy(old, data.resolve("keys/slots"), StandardCopyOption.REPLACE_EXISTING);

            for (var start = 0; start < 2; start++) {
                var node = node("lethe.data", data.toString());
                assertThat(openedBy(node).isOlder())
                        .as("however often it is tried")
                        .isTrue();
                stop(node);
            }
            var settled = node("lethe.data", data.toString());
            openedBy(settled).settle();
            stop(settled);
            assertThat(openedBy(node("lethe.data", data.toString())).isOlder()).isFalse();
        } finally {
            level();
        }
    }

    private void put(TakenUp state) {
        AsOwner.of(context)
                .update(
                        "update installation set nonce = ?, former_nonce = ?, taken_up_at = now() - ?::interval",
                        state.nonce(),
                        state.formerNonce(),
                        state.recently() ? "0 s" : "1 h");
    }
}
