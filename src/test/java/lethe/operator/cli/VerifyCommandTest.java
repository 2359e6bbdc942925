package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import lethe.Lethe;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.DataDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;

/** Runs {@code lethe verify} and {@code lethe audit} from the command line. */
@LetheTest
class VerifyCommandTest {
    private static final String STRANGER = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @TempDir
    private Path place;

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private House house;
    private String klara;

    @BeforeEach
    void aUserHasLeft() {
        house = stage.house();
        klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
    }

    @Test
    void explainsAReceiptAndReturnsItsExitCode() throws Exception {
        var promised = file(
                house.ada().post("/users/" + klara + "/termination", Map.of()).body());
        var proven = file(whenProven());
        var forged = file(Files.readString(proven).replace("\"self\":false", "\"self\":true"));

        assertThat(verify(promised)).isEqualTo(3);
        assertThat(verify(proven, "--key", key())).isZero();
        assertThat(said()).contains("signed by ed25519-", "RFC 9162 inclusion proof", "C2SP signed note", "proven: ");
        assertThat(verify(proven)).isEqualTo(5);
        assertThat(said())
                .contains("unchecked key: ed25519-", " " + key(), "consistent, by keys you have not checked: ed25519-")
                .doesNotContain("proven");
        var hash = said().lines()
                .filter(line -> line.contains("sha256:"))
                .findFirst()
                .orElseThrow();
        assertThat(house.ada().page("/users/" + klara + "/receipt").body())
                .contains(
                        hash.replaceAll(".*(sha256:[0-9a-f]{64}).*", "$1"), "QR code of the receipt’s hash", "Proven.");
        assertThat(verify(forged)).isEqualTo(1);
        assertThat(said()).contains("The signature does not fit", "false: ");
    }

    @Test
    void acceptsKeysInEveryFormAndRejectsOthers() throws Exception {
        house.ada().post("/users/" + klara + "/termination", Map.of());
        var receipt = file(whenProven());
        var key = house.ada().get("/audit/checkpoint").json().at("/keys/0");
        var base64 = key.path("publicKey").asString();
        var pem = file("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        var nobody = "MCowBQYDK2VwAyEA" + "A".repeat(43) + "=";

        assertThat(verify(receipt, "--key", base64)).isZero();
        assertThat(verify(receipt, "--key", pem.toString())).isZero();
        assertThat(verify(receipt, "--key", key.path("verifierKey").asString())).isZero();
        assertThat(verify(receipt, "--key", STRANGER)).isEqualTo(1);
        assertThat(said()).contains("which is not the key that you gave");
        assertThat(verify(receipt, "--key", "nonsense")).isEqualTo(2);
        assertThat(verify(receipt, "--key", nobody))
                .as("a point of small order")
                .isEqualTo(2);
    }

    @Test
    void recognisesConsentReceiptsAndChecksTheirSignature() throws Exception {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var receipt = file(vera.api().get("/me/consents/receipt").body());
        var key = vera.api().get("/keys").json().at("/items/0/publicKey").asString();
        var forged = file(Files.readString(receipt).replace("dpv:ConsentGiven", "dpv:ConsentRefused"));

        assertThat(verify(receipt, "--key", key)).isZero();
        assertThat(said()).contains("eddsa-jcs-2022", "It says: dpv:ConsentGiven at ", " by " + vera.id(), "signed: ");
        assertThat(verify(receipt)).isEqualTo(5);
        assertThat(said()).contains("unchecked key: ed25519-", "consistent, by keys you have not checked: ed25519-");
        assertThat(verify(receipt, "--key", STRANGER)).isEqualTo(1);
        assertThat(verify(forged)).isEqualTo(1);
        assertThat(said()).contains("The signature does not fit", "false: ");
    }

    @Test
    void verifiesTheLogsOfTheRunningLethe() throws Exception {
        var seen = file(house.ada().get("/audit/checkpoint").text("checkpoint"));
        var unknown = file("lethe/org_nobody\n1\n" + "A".repeat(43) + "=\n\n— lethe/org_nobody AAAA\n");

        audit("verify", "--data", data(), "--checkpoint", seen.toString());
        var lines = said();
        var refused = audit("verify", "--data", data(), "--checkpoint", unknown.toString());

        assertThat(lines).contains("verified: " + house.id() + " " + house.slug() + " ");
        assertThat(refused).isEqualTo(1);
        assertThat(said()).contains("bad: the checkpoint that was given is of no log here");
    }

    @Test
    void verifiesOldSignaturesAfterAKeyRotation() throws Exception {
        house.ada().post("/users/" + klara + "/termination", Map.of());
        var receipt = file(whenProven());
        var before = house.ada().get("/audit/checkpoint");

        assertThat(audit("rotate-key", "--data", data())).isZero();
        assertThat(said()).startsWith("key: ed25519-");
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
        var after = house.ada().get("/audit/checkpoint");

        assertThat(after.json().path("keys").size())
                .isEqualTo(before.json().path("keys").size() + 1);
        assertThat(after.text("checkpoint").lines().toList().getLast())
                .isNotEqualTo(before.text("checkpoint").lines().toList().getLast());
        var old = before.json().at("/keys/0/publicKey").asString();
        assertThat(verify(receipt, "--key", old)).isZero();
        assertThat(verify(file(house.ada().get("/users/" + klara + "/receipt").body()), "--key", old))
                .isZero();
        audit("verify", "--data", data());
        assertThat(said()).contains("verified: " + house.id());
    }

    @Test
    void verifiesLaterSignaturesFromAnOldKey() throws Exception {
        var old = key();
        assertThat(audit("rotate-key", "--data", data())).isZero();
        house.ada().post("/users/" + klara + "/termination", Map.of());
        var whole = whenProven();
        var receipt = file(whole);
        var unlinked = file(whole.replaceAll("lethe/signing-key", "lethe/nothing"));
        var keys = file(stage.anybody().get("/keys").body()).toString();

        assertThat(verify(receipt, "--key", old)).as(said()).isZero();
        assertThat(said()).contains(" follows from one that you named").doesNotContain("unchecked");
        assertThat(verify(unlinked, "--key", old)).isEqualTo(1);
        assertThat(verify(unlinked, "--key", old, "--keys", keys)).isZero();
        assertThat(verify(receipt, "--key", STRANGER, "--keys", keys)).isEqualTo(1);
    }

    @Test
    void checksProofsCheckpointsAndExports() throws Exception {
        var home = System.setProperty("user.home", place.toString());
        try {
            var entry =
                    house.ada().get("/audit?limit=1").json().at("/items/0/id").asString();
            for (var file : Stream.of(
                            house.ada().get("/audit/proof/" + entry).body(),
                            house.ada().get("/audit/checkpoint").body(),
                            house.ada().get("/audit/checkpoint").text("checkpoint"),
                            house.ada().page("/audit/export.json").body())
                    .toList()) {
                assertThat(verify(file(file), "--key", key())).as(file + said()).isZero();
                assertThat(verify(file(file))).isEqualTo(5);
                assertThat(verify(file(file), "--key", STRANGER)).isEqualTo(1);
            }
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void verifiesAnExportedLogWithoutAServer() throws Exception {
        var home = System.setProperty("user.home", place.toString());
        try {
            var whole = house.ada().page("/audit/export.json").body();
            var good = file(whole);
            var bad = file(whole.replaceFirst("organisation\\.founded", "organisation.fonuded"));

            assertThat(audit("verify", "--export", good.toString())).isZero();
            assertThat(audit("verify", "--export", bad.toString())).isEqualTo(1);
            assertThat(said()).contains("bad: lethe/" + house.id() + " entry_");
            assertThat(audit("verify", "--export", good.toString(), "--checkpoint", "/dev/zero"))
                    .as("a file with endless content")
                    .isEqualTo(2);
            assertThat(audit("verify", "--export", good.toString(), "--data", "x"))
                    .isEqualTo(2);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void followsTheKeysThatAnExportedLogNames() throws Exception {
        var old = key();
        assertThat(audit("rotate-key", "--data", data())).isZero();
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
        var home = System.setProperty("user.home", place.toString());
        try {
            var whole = house.ada().page("/audit/export.json").body();
            var link = whole.lastIndexOf("lethe/signing-key");
            var forged = whole.substring(0, link) + whole.substring(link).replaceFirst("[0-9]Z", "xZ");

            assertThat(audit("verify", "--export", file(whole).toString(), "--key", old))
                    .isZero();
            assertThat(audit("verify", "--export", file(whole).toString(), "--key", STRANGER))
                    .isEqualTo(1);
            assertThat(audit("verify", "--export", file(forged).toString(), "--key", old))
                    .isEqualTo(1);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private String key() {
        return house.ada()
                .get("/audit/checkpoint")
                .json()
                .at("/keys/0/publicKey")
                .asString();
    }

    private int verify(Path receipt, String... more) {
        return run(new VerifyCommand(fresh()), Stream.concat(Stream.of(receipt.toString()), Stream.of(more)));
    }

    private int audit(String... typed) {
        var out = fresh();
        return run(new AuditCommand(new OneShotCommand(Lethe.class, out, out), out), Stream.of(typed));
    }

    private static int run(Object command, Stream<String> typed) {
        return new CommandLine(command)
                .setExecutionExceptionHandler(StartupFailures.to(System.err))
                .execute(typed.toArray(String[]::new));
    }

    private PrintStream fresh() {
        said.reset();
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String data() {
        return context.getBean(DataDirectory.class).path().toString();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(place, "some", ".json"), text);
    }

    private String whenProven() throws InterruptedException {
        var answer = house.ada().get("/users/" + klara + "/receipt");
        for (var tries = 0; !answer.json().has("proof") && tries < 100; tries++) {
            Thread.sleep(100);
            answer = house.ada().get("/users/" + klara + "/receipt");
        }
        return answer.body();
    }
}
