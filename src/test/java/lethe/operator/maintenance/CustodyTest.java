package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.transparency.LogContinuation;
import lethe.platform.database.AsOwner;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.management.ManagementFailure;
import lethe.vault.keyfile.KeyFiles;
import lethe.vault.keyfile.MasterKey;
import lethe.verifier.checkpoints.RestoreBreak;
import lethe.verifier.verify.ReceiptCheck;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** The key file is tested, rewrapped and healed with an older copy of it. */
class CustodyTest extends KeyFileInCustody {
    @Autowired
    private Audit audit;

    @Autowired
    private LogContinuation continuation;

    @Autowired
    private ApplicationContext context;

    @Value("${lethe.master-key-file}")
    private Path masterKey;

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
                .anyMatch(step -> step.contains("the log does not declare that restore"));
        assertThat(house.ada().page("/users/" + klara.id() + "/receipt").body())
                .contains("Terminated before", "the audit log does not declare that restore");
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
}
