package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.transparency.LogContinuation;
import lethe.platform.database.AsOwner;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.vault.keyfile.DirectoryFiles;
import lethe.vault.keyfile.KeyFiles;
import lethe.vault.keyfile.MasterKey;
import lethe.verifier.checkpoints.RestoreBreak;
import lethe.verifier.verify.ReceiptCheck;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** On its own platform, because other tests insert rows with invalid keys. */
@LetheTest
@TestPropertySource(properties = "lethe.test.platform=nobody plants keys")
@ExtendWith(OutputCaptureExtension.class)
class CustodyTest {
    private static final int SLOT = 64;
    private static final int START = 8192;

    @Autowired
    private Stage stage;

    @Autowired
    private Healing healing;

    @Autowired
    private Custody custody;

    @Autowired
    private Command keysCheck;

    @Autowired
    private Command keysRewrap;

    @Autowired
    private Audit audit;

    @Autowired
    private LogContinuation continuation;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${lethe.data}")
    private Path data;

    @Value("${lethe.master-key-file}")
    private Path masterKey;

    private Stage.House house;
    private Stage.Person klara;
    private Stage.Person bea;

    @BeforeEach
    void enter() {
        house = stage.house();
        klara = house.person(stage.anybody(), "Klara", "EXTERNAL", "Viewer");
        bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Viewer");
    }

    @Test
    void testsARecoveryCode() throws IOException {
        var right = Files.readString(masterKey).strip();
        var wrong = MasterKey.code(KeyFiles.someKey());

        assertThat(keysCheck.run(Map.of("code", right)))
                .contains("recovery code: right", "directory: intact")
                .anyMatch(line -> line.matches("keys: \\d+ there, 0 damaged"));
        assertThatThrownBy(() -> keysCheck.run(Map.of("code", wrong)))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("not the recovery code")
                .hasMessageNotContaining(wrong);
        assertThatThrownBy(() -> keysCheck.run(Map.of("code", right.substring(1))))
                .isInstanceOf(ManagementFailure.class);
    }

    @Test
    void comparesDatabaseKeysAndDirectory() throws IOException {
        var destroyed = slot("account", "key_slot", klara);
        assertThat(keysCheck.run(Map.of())).contains("database, keys and directory: agree");

        AsOwner.of(context).update("insert into destroyed_slot (slot, at) values (?, now())", destroyed);

        assertThatThrownBy(() -> keysCheck.run(Map.of()))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("start it again");
        assertThat(custody.findings().lines())
                .contains(
                        "slot " + destroyed + " is destroyed but contains a key",
                        "slot " + destroyed + " is destroyed but still in the e-mail index");
        zero(destroyed);
        house.ada().post("/users/" + klara.id() + "/termination", Map.of());
        assertThat(custody.findings().lines()).isEmpty();
    }

    @Test
    void reportsWhoseKeyIsDamagedAndWhatToDo(CapturedOutput output) throws IOException {
        var position = START + slot("credential", "secrets_slot", klara) * SLOT + 20;
        flip(position);
        try {
            healing.afterSingletonsInstantiated();

            assertThat(output)
                    .contains("Damaged in the key file", "credential of " + klara.id() + " in " + house.id(), "mirror")
                    .doesNotContain(klara.email());
            assertThatThrownBy(() -> keysCheck.run(Map.of()))
                    .isInstanceOf(ManagementFailure.class)
                    .hasMessageContaining("newest copy");
            assertThatThrownBy(() -> keysRewrap.run(Map.of()))
                    .isInstanceOf(ManagementFailure.class)
                    .hasMessageContaining("Nothing was changed");
        } finally {
            flip(position);
        }
        assertThat(signIn(klara)).isEqualTo(200);
        assertThat(house.ada().get("/users/" + klara.id()).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void aDamagedEmailHidesNoOtherUser() throws IOException {
        var position = START + slot("account", "key_slot", klara) * SLOT + 20;
        flip(position);
        try {
            var listed = house.ada().get("/users");
            assertThat(listed.status()).isEqualTo(200);
            assertThat(listed.body()).contains(bea.email(), klara.id()).doesNotContain(klara.email());
            assertThat(signIn(bea)).isEqualTo(200);
            assertThat(signIn(klara)).isNotEqualTo(200);
        } finally {
            flip(position);
        }
        assertThat(signIn(klara)).isEqualTo(200);
    }

    @Test
    void rebuildsADamagedDirectoryFromEncryptedEmails(CapturedOutput output) throws IOException {
        DirectoryFiles.tearGroups(data.resolve("keys"), List.of(slot("account", "key_slot", klara)));
        assertThat(signIn(klara)).isEqualTo(503);
        healing.afterSingletonsInstantiated();

        assertThat(output).contains("Rebuilt 1 damaged parts of the key file's directory");
        assertThat(keysCheck.run(Map.of())).contains("directory: intact");
        assertThat(signIn(klara)).isEqualTo(200);
        assertThat(house.create("Klara", klara.email(), "INTERNAL", "Viewer").status())
                .isEqualTo(409);
        assertThat(house.ada()
                        .post("/users/" + klara.id() + "/termination", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void namesAnEmailMissingFromTheDirectory() throws IOException {
        var number = slot("account", "key_slot", klara);
        DirectoryFiles.forgetEntry(data.resolve("keys"), number);
        assertThat(signIn(klara)).isEqualTo(401);

        assertThatThrownBy(() -> keysCheck.run(Map.of()))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("rebuilt");
        assertThat(keysCheck.run(Map.of())).contains("directory: intact");
        assertThat(signIn(klara)).isEqualTo(200);
    }

    @Test
    void theCheckRepairsTheDirectory() throws IOException {
        var number = slot("account", "key_slot", klara);
        DirectoryFiles.repeatEntry(data.resolve("keys"), number);
        assertThat(custody.findings().lines())
                .containsExactly("more than once in the e-mail index: slot " + number + ", account of " + klara.id()
                        + " in " + house.id());
        assertThatThrownBy(() -> keysCheck.run(Map.of()))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("rebuilt");
        assertThat(keysCheck.run(Map.of())).contains("database, keys and directory: agree");

        DirectoryFiles.tearGroups(data.resolve("keys"), List.of(number));
        assertThatThrownBy(() -> keysCheck.run(Map.of()))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("rebuilt");
        assertThat(keysCheck.run(Map.of())).contains("database, keys and directory: agree");
        assertThat(signIn(klara)).isEqualTo(200);
    }

    @Test
    void usersTerminatedSinceStayTerminated(CapturedOutput output) throws IOException {
        zero(slot("account", "key_slot", klara));
        zero(slot("credential", "secrets_slot", klara));

        healing.afterSingletonsInstantiated();

        assertThat(signIn(klara)).isEqualTo(401);
        assertThat(klara.api().get("/me").status()).isEqualTo(401);
        assertThat(house.ada().get("/users/" + klara.id()).text("status")).isEqualTo("TERMINATED");
        var receipt = house.ada().get("/users/" + klara.id() + "/receipt");
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.json().at("/receipt/again").asBoolean()).isTrue();
        assertThat(receipt.json().at("/receipt").has("restore"))
                .as("no restore was declared")
                .isFalse();
        assertThat(ReceiptCheck.check(receipt.body(), List.of()).steps())
                .anyMatch(step -> step.contains("by a restore that the log does not declare"));
        assertThat(house.ada().page("/users/" + klara.id() + "/receipt").body())
                .contains("Terminated before", "by a restore that the audit log does not declare");
        assertThat(signIn(bea)).isEqualTo(200);
        assertThat(output).contains("1 users terminated since stay terminated", "Terminated again: " + klara.id());
    }

    /** The log declares an old restore; this is another one, which it does not mention. */
    @Test
    void doesNotNameAnEarlierRestore() throws IOException {
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> audit.record(
                        Actor.operator(organisation),
                        RestoreBreak.ACTION,
                        Target.of(organisation),
                        new RestoreBreak("restore-of-before", 0, List.of()).facts())));

        assertThat(receiptAfterHealing().has("restore")).isFalse();
    }

    @Test
    void namesTheRestoreThatThisStartDeclared() throws IOException {
        continuation.declare(
                OrganisationId.parse(house.id()).orElseThrow(), new RestoreMarker("restore-of-this-start", ""));

        assertThat(receiptAfterHealing().path("restore").asString()).isEqualTo("restore-of-this-start");
    }

    private JsonNode receiptAfterHealing() throws IOException {
        zero(slot("account", "key_slot", klara));
        zero(slot("credential", "secrets_slot", klara));
        healing.afterSingletonsInstantiated();
        var receipt =
                house.ada().get("/users/" + klara.id() + "/receipt").json().path("receipt");
        assertThat(receipt.path("again").asBoolean()).isTrue();
        return receipt;
    }

    @Test
    void keepsAndListsUsersWithoutEmail(CapturedOutput output) throws IOException {
        zero(slot("account", "key_slot", bea));
        try {
            healing.afterSingletonsInstantiated();

            assertThat(output).contains("Without e-mail: ", "account of " + bea.id());
            assertThat(bea.api().get("/me").status()).isNotEqualTo(401);
        } finally {
            house.ada().post("/users/" + bea.id() + "/termination", Map.of());
        }
    }

    @Test
    void allUsersSignInAfterRewrapping() {
        assertThat(keysRewrap.run(Map.of()))
                .contains("old wrapping key: destroyed")
                .anyMatch(line -> line.matches("keys: \\d+ rewrapped"));

        assertThat(signIn(klara)).isEqualTo(200);
        assertThat(house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer")
                        .api()
                        .get("/me")
                        .status())
                .isEqualTo(200);
        assertThat(custody.wasInterrupted()).isFalse();
        assertThat(house.ada()
                        .post("/users/" + klara.id() + "/termination", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private int signIn(Stage.Person person) {
        return stage.anybody()
                .post(
                        "/sign-in",
                        Map.of("organisation", house.slug(), "email", person.email(), "password", Stage.PASSWORD))
                .status();
    }

    private long slot(String table, String column, Stage.Person person) {
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        return TenantContext.in(
                organisation,
                () -> transaction.execute(status -> jdbc.sql(
                                "select " + column + " from " + table + " where user_id = :id")
                        .param("id", UserId.parse(person.id()).orElseThrow().value())
                        .query(Long.class)
                        .single()));
    }

    private void flip(long position) throws IOException {
        try (var raw = new RandomAccessFile(slots().toFile(), "rw")) {
            raw.seek(position);
            var flipped = raw.read() ^ 1;
            raw.seek(position);
            raw.write(flipped);
        }
    }

    private void zero(long number) throws IOException {
        try (var raw = new RandomAccessFile(slots().toFile(), "rw")) {
            raw.seek(START + number * SLOT);
            raw.write(new byte[SLOT]);
        }
    }

    private Path slots() {
        return data.resolve("keys/slots");
    }
}
