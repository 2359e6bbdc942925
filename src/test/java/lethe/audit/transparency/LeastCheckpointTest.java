package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.verification.Tampering;
import lethe.platform.database.RestoreMarker;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

@LetheTest
class LeastCheckpointTest {
    @Autowired
    private Stage stage;

    @Autowired
    private TreeReader book;

    @Autowired
    private Tenants tenants;

    @Autowired
    private LogContinuation continuation;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    @TempDir
    private Path place;

    private House house;
    private OrganisationId organisation;
    private long before;
    private String receipt;
    private String checkpoint;

    @BeforeEach
    void aCheckpointThatSomebodyKept() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        before = house.ada().get("/audit/checkpoint").json().path("treeSize").asLong();
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        house.ada().post("/users/" + klara + "/termination", Map.of());
        checkpoint = house.ada().get("/audit/checkpoint").text("checkpoint");
        receipt = house.ada().get("/users/" + klara + "/receipt").body();
    }

    @Test
    void startsIfTheLogReachesIt() throws IOException {
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");

        assertThatCode(() -> require("")).doesNotThrowAnyException();
        assertThatCode(() -> require(checkpoint)).doesNotThrowAnyException();
        assertThatCode(() -> require(checkpoint.strip())).doesNotThrowAnyException();
        assertThatCode(() -> require(file(checkpoint))).doesNotThrowAnyException();
        assertThatCode(() -> require(file(receipt))).doesNotThrowAnyException();
    }

    @Test
    void refusesAShorterLogUnlessItDeclaresTheLoss() throws IOException {
        new Tampering(context, organisation).rollBack(before);

        refuses(checkpoint, "this database has " + before + " entries: it is too old");
        refuses(file(receipt), "it is too old");

        continuation.declare(organisation, new RestoreMarker("restore-1", ""));
        assertThatCode(() -> require(checkpoint)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherHistory() {
        new Tampering(context, organisation).rollBack(before);
        for (var number = 0; number < 6; number++) {
            house.create("Ida", Stage.email("ida"), "INTERNAL", "Viewer");
        }
        house.ada().get("/audit/checkpoint");

        refuses(checkpoint, "this database has another history");
    }

    @Test
    void refusesForeignCheckpoints() throws IOException {
        var other = "lethe/org_00000000000000000000000000";

        refuses(place.resolve("nowhere").toString(), "cannot be read");
        refuses(file("lethe"), "contains no checkpoint");
        refuses("/dev/zero", "contains no checkpoint");
        refuses(place.toString(), "cannot be read");
        refuses(file("lethe/signing-key\n\n— x AAAAAAAA\n"), "contains no checkpoint");
        refuses(checkpoint.replace("lethe/" + house.id(), other), "has no such log");
        refuses(
                checkpoint.replaceFirst("(\u2014 \\S+ )\\S{4}", "$1AAAA"),
                "is not signed by any key of this installation");
    }

    private void refuses(String named, String sentence) {
        assertThatThrownBy(() -> require(named))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining(sentence);
    }

    private void require(String named) {
        new LeastCheckpoint(named, book, tenants, transaction).require();
    }

    private String file(String text) throws IOException {
        return Files.writeString(place.resolve("checkpoint"), text).toString();
    }
}
