package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lethe.Api;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.audit.keys.SigningKeys;
import lethe.audit.transparency.LogContinuation;
import lethe.platform.database.AsOwner;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.OrganisationId;
import lethe.privacy.retention.RetentionJob;
import lethe.verifier.verify.ExportCheck;
import lethe.verifier.verify.Fault;
import lethe.verifier.verify.Fault.Code;
import lethe.verifier.verify.KnownKey;
import lethe.verifier.verify.ReceiptCheck;
import lethe.verifier.verify.VerificationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** After expired entries are removed the log still matches what was signed; entries removed by others are noticed. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
class RemovedEntriesTest {
    private static final Duration ELEVEN_YEARS = Duration.ofDays(4020);

    @TempDir
    private Path place;

    @Autowired
    private Stage stage;

    @Autowired
    private MovedClock clock;

    @Autowired
    private RetentionJob runs;

    @Autowired
    private Verifications verifications;

    @Autowired
    private LogContinuation continuation;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private ApplicationContext context;

    private House house;
    private OrganisationId organisation;
    private Person zoe;
    private String edo;

    @BeforeEach
    void aLogOfSomeEntries() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        zoe = house.person(stage.anybody(), "Zoe", "ADMIN", "Administrator");
        edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        house.ada().post("/users/" + edo + "/termination", Map.of());
        house.ada().get("/audit/checkpoint");
    }

    @AfterEach
    void itIsNowAgain() {
        clock.moveBack();
    }

    @Test
    void removesOnlySignInsAfterAYear() {
        assertThat(verify()).isEmpty();
        later(Duration.ofDays(366));

        assertThat(verify()).isEmpty();
        assertThat(zoes().get("/audit?action=signin.succeeded").json().path("items"))
                .hasSize(1);
        assertThat(zoes().get("/audit?action=user.created").json().path("items").size())
                .isGreaterThan(1);
        var said = zoes().get("/audit?action=retention.applied")
                .json()
                .path("items")
                .valueStream();
        assertThat(said.map(one -> one.path("facts").toString())).anyMatch(facts -> facts.contains("sign-in-event"));
    }

    @Test
    void afterTenYearsTheLogGrowsAndProofsAndReceiptsRemainValid() {
        later(ELEVEN_YEARS);

        assertThat(verify()).isEmpty();
        var admin = zoes();
        assertThat(admin.get("/audit?action=user.created").json().path("items")).isEmpty();
        admin.post("/roles", Map.of("name", "Later", "permissions", List.of()));
        assertThat(verify()).isEmpty();
        var receipt = admin.get("/users/" + edo + "/receipt");
        assertThat(ReceiptCheck.check(receipt.body(), List.of()).kind()).isEqualTo(VerificationResult.Kind.CONSISTENT);
    }

    @Test
    void verifiesAWholeExport() throws IOException {
        later(ELEVEN_YEARS);
        var whole = zoes().page("/audit/export.json").body();

        assertThat(whole).contains("\"removedBy\":\"entry_");
        assertThat(check(whole).isSound(file(whole))).isTrue();
        var other = whole.replaceFirst("\"removedBy\":\"entry_[^\"]+", "\"removedBy\":\"entry_of_nobody");
        assertThat(check(other).isSound(file(other))).isFalse();
    }

    @Test
    void keepsADeclaredRestoreAmongRemovedEntries() throws IOException {
        continuation.declare(organisation, new RestoreMarker("restore-1", ""));
        later(ELEVEN_YEARS);
        var whole = zoes().page("/audit/export.json").body();
        var elsewhere = check(whole);

        var found = verifications.verify(organisation, null);

        assertThat(found.fault()).isEmpty();
        assertThat(found.breaks()).hasSize(1);
        assertThat(whole).contains("\"removedBy\":\"entry_");
        assertThat(elsewhere.isSound(file(whole))).isTrue();
        assertThat(elsewhere.lines())
                .filteredOn(line -> line.startsWith("declared break: "))
                .hasSize(1);
    }

    @Test
    void followsALaterKeyAmongRemovedEntries() throws IOException {
        keys.rotate();
        house.ada().get("/audit/checkpoint");
        later(ELEVEN_YEARS);
        var whole = zoes().page("/audit/export.json").body();
        var first = KnownKey.parse(keys.published().getLast().publicKey()).orElseThrow();

        assertThat(verify()).isEmpty();
        assertThat(whole).contains("\"removedBy\":\"entry_").contains("signing-key.added");
        assertThat(new ExportCheck(place.resolve("seen"), List.of(first), null).isSound(file(whole)))
                .isTrue();
    }

    @Test
    void noticesARemovalWithAWrongCount() {
        later(Duration.ofDays(366));
        remove("(select applied from audit_removed where applied is not null and organisation_id = '%1$s' limit 1)");

        assertThat(fault()).isEqualTo(Code.REMOVED);
    }

    @Test
    void noticesARemovalUnderAnUnrelatedEntry() {
        later(Duration.ofDays(366));
        remove("(select id from audit_entry where action = 'role.created' and organisation_id = '%1$s' limit 1)");

        assertThat(fault()).isEqualTo(Code.REMOVED);
    }

    @Test
    void noticesARemovalWithoutAnEntry() {
        remove("null");

        assertThat(fault()).isEqualTo(Code.REMOVED);
    }

    private void later(Duration ahead) {
        clock.moveAhead(ahead);
        runs.apply(organisation);
    }

    private Api zoes() {
        return house.signedIn(stage.anybody(), zoe);
    }

    private Optional<Fault> verify() {
        return verifications.verify(organisation, null).fault();
    }

    private Code fault() {
        return verify().orElseThrow().code();
    }

    private ExportCheck check(String whole) {
        return new ExportCheck(place.resolve("seen-" + whole.hashCode()), List.of(), null);
    }

    private Path file(String whole) throws IOException {
        return Files.writeString(place.resolve("audit.json"), whole);
    }

    /** Removes the second existing entry but leaves its hash. */
    private void remove(String under) {
        var owner = AsOwner.of(context);
        var tables = List.of("audit_entry", "audit_leaf", "audit_removed");
        var script = new StringBuilder();
        tables.forEach(table -> script.append("alter table " + table + " no force row level security; "));
        script.append(String.format(
                Locale.ROOT,
                "insert into audit_removed select organisation_id, leaf_index, " + under
                        + " from audit_leaf where organisation_id = '%1$s' and leaf_index = 1;"
                        + " delete from audit_leaf where organisation_id = '%1$s' and leaf_index = 1; ",
                organisation.value()));
        tables.forEach(table -> script.append("alter table " + table + " force row level security; "));
        owner.execute(script.toString());
    }
}
