package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import lethe.Stage;
import lethe.platform.database.DataDirectory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The verifier reads logs, proofs and exports of the running Lethe, whichever key signed them. */
class VerifyLogsTest extends VerifyCommandRun {
    @Autowired
    private ApplicationContext context;

    @Test
    void verifiesTheLogsOfTheRunningLethe() throws Exception {
        var seen = file(house.ada().get("/audit/checkpoint").text("checkpoint"));
        var unknown = file("lethe/org_nobody\n1\n" + "A".repeat(43) + "=\n\n— lethe/org_nobody AAAA\n");

        audit("verify", "--data", data(), "--checkpoint", seen.toString());
        var lines = said();
        var refused = audit("verify", "--data", data(), "--checkpoint", unknown.toString());

        assertThat(lines).contains("verified: " + house.id() + " " + house.slug() + " ");
        assertThat(refused).isEqualTo(1);
        assertThat(said()).contains("bad: the checkpoint you gave belongs to no log here");
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
        assertThat(said()).contains(" follows from one you named").doesNotContain("unchecked");
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

    private String data() {
        return context.getBean(DataDirectory.class).path().toString();
    }
}
