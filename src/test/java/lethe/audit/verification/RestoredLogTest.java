package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.transparency.LogContinuation;
import lethe.audit.transparency.TrustedCheckpoints;
import lethe.audit.verification.LogReader.Found;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.verifier.checkpoints.KeptCheckpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.RestoreBreak;
import lethe.verifier.verify.ExportCheck;
import lethe.verifier.verify.Fault.Code;
import lethe.verifier.verify.ReceiptCheck;
import lethe.verifier.verify.VerificationResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** An older database is restored, once declared and otherwise secretly. */
@LetheTest
class RestoredLogTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Verifications verifications;

    @Autowired
    private LogContinuation continuation;

    @Autowired
    private TrustedCheckpoints anchors;

    @Autowired
    private Audit audit;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    @TempDir
    private Path place;

    private House house;
    private OrganisationId organisation;
    private Tampering tampering;
    private String early;
    private long earlySize;
    private String lostReceipt;
    private String last;
    private long lastSize;

    @BeforeEach
    void aBackupAndWhatHappenedSince() throws Exception {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        tampering = new Tampering(context, organisation);
        early = checkpoint();
        earlySize = size();
        lostReceipt = receiptOf("Klara");
        last = checkpoint();
        lastSize = size();
        assertThat(earlySize).isLessThan(lastSize);
    }

    @Test
    void aDeclaredRestoreIsABreakAndNotTampering() throws Exception {
        tampering.rollBack(earlySize);
        continuation.declare(organisation, new RestoreMarker("restore-1", ""));
        continuation.declare(organisation, new RestoreMarker("restore-1", ""));
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");

        var found = verify(null);
        var origin = house.ada().get("/audit/checkpoint").text("origin");

        assertThat(found.fault()).isEmpty();
        assertThat(found.breaks()).singleElement().satisfies(each -> {
            assertThat(each.index()).isEqualTo(earlySize);
            assertThat(each.what().checkpoints()).containsExactly(last);
            assertThat(each.what().lost()).isEqualTo(lastSize - earlySize);
            assertThat(each).asString().contains("an older database was restored here");
        });
        for (var seen : List.of(early, last, KeptCheckpoint.note(lostReceipt).orElseThrow())) {
            assertThat(verify(seen).fault()).as(seen).isEmpty();
        }
        assertThat(origin).matches("lethe/org_\\w+/[0-9a-f]{16}");
        assertThat(new Origin(origin).log()).isEqualTo(Origin.of(organisation));
        assertThat(house.ada().page("/audit").body()).contains("Older database restored");
    }

    @Test
    void provesReceiptsFromBeforeAndAfterARestore() throws Exception {
        tampering.rollBack(earlySize);
        continuation.declare(organisation, new RestoreMarker("restore-1", ""));

        var lost = ReceiptCheck.check(lostReceipt, List.of());
        var later = ReceiptCheck.check(receiptOf("Edo"), List.of());

        assertThat(lost.kind()).isEqualTo(VerificationResult.Kind.CONSISTENT);
        assertThat(lost.steps()).anyMatch(step -> step.contains("declares that a restore removed it"));
        assertThat(later.kind()).isEqualTo(VerificationResult.Kind.CONSISTENT);
        assertThat(later.steps()).anyMatch(step -> step.contains("had declared that an older database was restored"));
    }

    @Test
    void anExportDeclaresTheRestore() throws Exception {
        assertThat(check(null).isSound(export())).isTrue();
        tampering.rollBack(earlySize);
        continuation.declare(organisation, new RestoreMarker("restore-1", ""));
        var file = export();

        var check = check(last);

        assertThat(check.isSound(file)).isTrue();
        assertThat(check.lines())
                .anyMatch(line -> line.startsWith("verified: lethe/" + house.id() + "/"))
                .filteredOn(line -> line.startsWith("declared break: at " + earlySize + ": "))
                .hasSize(1);
        Files.writeString(file, Files.readString(file).replaceFirst("restore-1", "restore-2"));
        assertThat(check(null).isSound(file)).isFalse();
    }

    @Test
    void eachRestoreIsABreak() {
        tampering.rollBack(earlySize);
        continuation.declare(organisation, new RestoreMarker("restore-1", ""));
        var between = checkpoint();
        tampering.rollBack(earlySize);
        continuation.declare(organisation, new RestoreMarker("restore-2", ""));
        continuation.declare(organisation, new RestoreMarker("restore-3", ""));

        assertThat(verify(between).fault()).isEmpty();
        assertThat(verify(last).breaks()).hasSize(2);
        assertThat(verify(last).breaks().getFirst().what().checkpoints()).containsExactlyInAnyOrder(last, between);
    }

    @Test
    void aSecretRollbackIsTamperingBeforeAndAfterABreak() {
        tampering.rollBack(earlySize);
        assertThat(code(verify(null))).isEqualTo(Code.ROLLED_BACK);

        continuation.declare(organisation, new RestoreMarker("restore-1", ""));
        var continued = size();
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
        checkpoint();
        tampering.rollBack(continued);

        assertThat(code(verify(null))).isEqualTo(Code.ROLLED_BACK);
        assertThat(code(verify(last))).isEqualTo(Code.ROLLED_BACK);
    }

    @Test
    void aBreakExplainsNoMoreThanItNames() throws IOException {
        var beyond = last;
        forget();
        tampering.rollBack(earlySize);
        continuation.declare(organisation, new RestoreMarker("restore-1", ""));

        assertThat(verify(null).fault()).isEmpty();
        assertThat(code(verify(beyond))).isEqualTo(Code.ROLLED_BACK);

        continuation.declare(organisation, new RestoreMarker("restore-2", beyond));

        assertThat(verify(beyond).fault()).as("once it is given").isEmpty();
    }

    @Test
    void aClaimedRestoreExplainsNothingUnlessTheLogContinuesFromIt() {
        tampering.rollBack(earlySize);
        var forged = new RestoreBreak("forged", 0, List.of(last));
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> audit.record(
                        Actor.operator(organisation), RestoreBreak.ACTION, Target.of(organisation), forged.facts())));
        checkpoint();

        assertThat(code(verify(null))).isEqualTo(Code.UNSIGNED);
    }

    /** Removes what a machine with nothing but the backup would not have. */
    private void forget() throws IOException {
        var memory = Path.of(context.getEnvironment().getRequiredProperty("lethe.data"))
                .resolve("checkpoints/lethe-" + house.id() + ".note");
        assertThat(anchors.of(Origin.of(organisation))).containsExactly(last);
        Files.delete(memory);
    }

    private String receiptOf(String name) throws InterruptedException {
        var person = house.create(name, Stage.email(name), "INTERNAL", "Viewer").text("id");
        house.ada().post("/users/" + person + "/termination", Map.of());
        checkpoint();
        return house.ada().get("/users/" + person + "/receipt").body();
    }

    private String checkpoint() {
        return house.ada().get("/audit/checkpoint").text("checkpoint");
    }

    private long size() {
        return house.ada().get("/audit/checkpoint").json().path("treeSize").asLong();
    }

    private Path export() throws IOException {
        return Files.writeString(
                place.resolve("audit.json"),
                house.ada().page("/audit/export.json").body());
    }

    private ExportCheck check(@Nullable String seen) {
        return new ExportCheck(place.resolve("remembered"), List.of(), seen);
    }

    private Found verify(@Nullable String seen) {
        return verifications.verify(organisation, seen);
    }

    private static Code code(Found found) {
        return found.fault().orElseThrow().code();
    }
}
