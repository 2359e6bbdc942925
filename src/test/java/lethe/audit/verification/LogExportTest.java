package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.verifier.verify.ExportCheck;
import lethe.verifier.verify.ExportMembers;
import lethe.verifier.verify.KnownKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

@LetheTest
class LogExportTest {
    @TempDir
    private Path place;

    @Autowired
    private Stage stage;

    @Autowired
    private Verifications verifications;

    @Autowired
    private ApplicationContext context;

    private House house;
    private String klara;

    @BeforeEach
    void aLogOfSomeEntries() {
        house = stage.house();
        klara = house.create("=Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
    }

    @Test
    void verifiesAWholeLogWithThePublishedKeyOnly() throws IOException {
        var key = stage.anybody().get("/keys").json().at("/items/0/publicKey").asString();
        var file = export("/audit/export.json");

        var check = check(List.of(KnownKey.parse(key).orElseThrow()), null);

        assertThat(check.isSound(file)).isTrue();
        assertThat(check.lines()).contains("verified: lethe/" + house.id());
    }

    @Test
    void namesChangedRemovedAndDuplicatedEntries() throws IOException {
        var whole = Files.readString(export("/audit/export.json"));
        var second = whole.indexOf("{\"index\":1,");
        var third = whole.indexOf("{\"index\":2,");

        assertThat(bad(whole.replaceFirst("user\\.created", "user.credted")))
                .contains("entry_")
                .contains("does not match the hash");
        assertThat(bad(whole.substring(0, second) + whole.substring(third))).contains("at 1: the entry is missing");
        assertThat(bad(whole.substring(0, third) + whole.substring(second)))
                .contains("at 2: a second entry claims the same place");
    }

    @Test
    void anExportOfNothingIsSound() throws IOException {
        var file = export("/audit/export.json?target=" + klara.replaceFirst(".{6}$", "000000"));

        assertThat(Files.readString(file)).contains("\"entries\":[]");
        assertThat(check(List.of(), null).isSound(file)).isTrue();
    }

    @Test
    void rejectsAnotherKeyAndAnotherHistory() throws Exception {
        var other = stage.house().ada().get("/audit/checkpoint").text("checkpoint");
        var stranger = java.security.KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic();
        var key = KnownKey.parse(java.util.Base64.getEncoder().encodeToString(stranger.getEncoded()))
                .orElseThrow();
        var file = export("/audit/export.json");

        assertThat(check(List.of(key), null).isSound(file)).isFalse();
        assertThat(check(List.of(), other).isSound(file)).isFalse();
        assertThat(check(List.of(), house.ada().get("/audit/checkpoint").text("checkpoint"))
                        .isSound(file))
                .isTrue();
    }

    @Test
    void detectsARollbackByTheRememberedCheckpoint() throws IOException {
        var key = stage.anybody().get("/keys").json().at("/items/0/publicKey").asString();
        var before = Files.readString(export("/audit/export.json"));
        house.create("Ida", Stage.email("ida"), "INTERNAL", "Viewer");
        var after = export("/audit/export.json");

        assertThat(check(List.of(), null).isSound(after)).isTrue();
        assertThat(place.resolve("remembered"))
                .as("by keys that nobody named, which anybody can make")
                .doesNotExist();
        assertThat(check(List.of(KnownKey.parse(key).orElseThrow()), null).isSound(after))
                .isTrue();

        assertThat(bad(before)).contains("entries are missing from here on");
    }

    @Test
    void aPartHasAProofForEachEntry() throws IOException {
        var file = export("/audit/export.json?target=" + klara);
        var part = Files.readString(file);
        var check = check(List.of(), null);

        assertThat(check.isSound(file)).isTrue();
        assertThat(part).contains(klara).doesNotContain("organisation.founded");
        assertThat(bad(part.replaceFirst("user\\.created", "user.credted")))
                .contains("the log has a different entry here");
    }

    /** The same comparison as in the verifier's own test; only the members of removed entries are missing here. */
    @Test
    void anExportHasTheDocumentedMembers() throws IOException {
        var mapper = JsonMapper.shared();
        var whole = mapper.readTree(Files.readString(export("/audit/export.json")));
        var part = mapper.readTree(Files.readString(export("/audit/export.json?target=" + klara)));
        var page = Files.readString(Path.of("docs/audit.md"));
        var rows = Pattern.compile("(?m)^\\| `([\\w\\[\\].]+)` \\| (?:text|boolean|number|list)")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .filter(row -> !row.equals("entries[].removedBy"))
                .toList();

        assertThat(ExportMembers.of(List.of(whole, part))).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(whole.propertyNames()).first().isEqualTo("format");
        assertThat(whole.propertyNames()).last().isEqualTo("entries");
    }

    @Test
    void theCsvFileNamesUsersAndContainsNoFormula() throws IOException {
        house.ada().post("/users/" + klara + "/termination", Map.of());

        var table = Files.readString(export("/audit/export.csv"));

        assertThat(table.lines().findFirst().orElseThrow()).startsWith("\uFEFFindex;id;at;");
        assertThat(table)
                .contains(";user.created;", ";'=Klara Kanari;", ";Ada Admin;")
                .doesNotContain(";=");
    }

    @Test
    void aDoubleClickStartsOneVerification() throws Exception {
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        await().until(() -> verifications.verifyAlone(organisation).isPresent());
        try (var owner = Objects.requireNonNull(AsOwner.of(context).getDataSource())
                        .getConnection();
                var presses = Executors.newVirtualThreadPerTaskExecutor()) {
            owner.setAutoCommit(false);
            try (var lock = owner.createStatement()) {
                lock.execute("lock table audit_verification in exclusive mode");
            }
            var first = presses.submit(() -> house.ada().form("/audit/verification", Map.of()));
            var reader = Actor.user(
                    organisation,
                    UserId.parse(house.adaId()).orElseThrow(),
                    UserType.ADMIN,
                    Set.of(Permission.VIEW_AUDIT_LOG));
            await().until(() -> verifications.isUnderway(reader));

            var second = house.ada().form("/audit/verification", Map.of());

            assertThat(second.status()).isIn(302, 303);
            assertThat(first).isNotDone();
            assertThat(house.ada().page("/audit").body())
                    .contains("This log is being verified")
                    .doesNotContain("Verify now");
            assertThat(house.ada().with("Accept-Language", "de").page("/audit").body())
                    .contains("Dieses Protokoll wird gerade geprüft");
            owner.rollback();
            assertThat(first.get().status()).isIn(302, 303);
        }
        assertThat(house.ada().page("/audit").body()).contains("Verify now");
    }

    @Test
    void thePageShowsTheLastVerifiedEntry() {
        var before = house.ada().page("/audit").body();
        var verified = house.ada().form("/audit/verification", Map.of());
        var entries = house.ada().get("/audit?limit=200").json().path("items").size();

        var after = house.ada().page("/audit").body();

        assertThat(before).contains("Verify now");
        assertThat(verified.status()).isIn(302, 303);
        assertThat(after).contains("Verified up to entry " + (entries - 1) + " on", "JSON with proofs");
    }

    private Path export(String address) throws IOException {
        var answer = house.ada().page(address);
        assertThat(answer.status()).isEqualTo(200);
        return Files.writeString(place.resolve("audit.json"), answer.body());
    }

    private String bad(String export) throws IOException {
        var check = check(List.of(), null);
        assertThat(check.isSound(Files.writeString(place.resolve("bad.json"), export)))
                .isFalse();
        return check.lines().getLast();
    }

    private ExportCheck check(List<KnownKey> keys, @Nullable String seen) {
        return new ExportCheck(place.resolve("remembered"), keys, seen);
    }
}
