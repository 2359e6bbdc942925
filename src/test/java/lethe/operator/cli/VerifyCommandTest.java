package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Receipts and consent receipts on the command line. */
class VerifyCommandTest extends VerifyCommandRun {
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
        assertThat(said()).contains("The signature is invalid", "false: ");
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
        assertThat(said()).contains("which you did not name");
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
        assertThat(said())
                .contains("eddsa-jcs-2022", "The receipt states: dpv:ConsentGiven at ", " by " + vera.id(), "signed: ");
        assertThat(verify(receipt)).isEqualTo(5);
        assertThat(said()).contains("unchecked key: ed25519-", "consistent, by keys you have not checked: ed25519-");
        assertThat(verify(receipt, "--key", STRANGER)).isEqualTo(1);
        assertThat(verify(forged)).isEqualTo(1);
        assertThat(said()).contains("The signature is invalid", "false: ");
    }
}
