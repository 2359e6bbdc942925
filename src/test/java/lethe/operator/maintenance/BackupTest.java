package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Backups and restores, with processes. Since the backup, Klara was terminated, Leo changed his e-mail and Max was
 * created; each test starts with a copy of that installation, on which nothing runs.
 */
@Timeout(600)
class BackupTest {
    private static final String KLARA = email("klara");
    private static final String LEO = email("leo");
    private static final String LEO_LATER = email("leo.later");
    private static final String MAX = email("max");
    private static final String OWN_PASSWORD = "a-rather-" + Stage.PASSWORD;

    @TempDir
    private static Path places;

    private static Installation today;
    private static String slug;
    private static String token;
    private static String leoToken;
    private static String klara;
    private static String leo;

    private Installation here;

    @SuppressWarnings("NullAway.Init") // each test starts it when it is ready to
    private Api api;

    @BeforeAll
    static void aBackupAndWhatHappenedSince() throws Exception {
        try (var first = new Installation(Files.createDirectory(places.resolve("today")))) {
            today = first;
            var api = today.start();
            var lines = today.command(
                    0,
                    "organisation",
                    "create",
                    "Acme",
                    "--admin-email",
                    email("ada"),
                    "--admin-first-name",
                    "Ada",
                    "--admin-last-name",
                    "Acme",
                    "--consent-given",
                    "--print-token");
            slug = lines.getFirst().split(" ")[2];
            token = lines.getLast().substring("token: ".length());
            klara = person(api, "Klara", KLARA);
            leo = person(api, "Leo", LEO);
            leoToken = settle(api, LEO);
            today.command(0, "backup", today.backups().toString());
            var receipt = api.as(token).post("/users/" + klara + "/termination", Map.of());
            assertThat(receipt.status()).isEqualTo(200);
            var moved = api.as(leoToken).patch("/me", Map.of("email", LEO_LATER, "currentPassword", OWN_PASSWORD));
            assertThat(moved.status()).as(moved.body()).isEqualTo(200);
            person(api, "Max", MAX);
            Files.writeString(
                    today.path("checkpoint"),
                    api.as(token).get("/audit/checkpoint").text("checkpoint"));
            Files.writeString(
                    today.path("receipt.json"),
                    api.as(token).get("/users/" + klara + "/receipt").body());
        }
    }

    @BeforeEach
    void here() throws Exception {
        here = today.copiedTo(places.resolve("here"));
    }

    /** Only one copy at a time, because they are large. */
    @AfterEach
    void stop() throws Exception {
        here.close();
        FileSystemUtils.deleteRecursively(places.resolve("here"));
    }

    @Test
    void terminatedUsersStayTerminatedInAnOldDatabase() throws Exception {
        here.command(1, "restore", backups());
        assertThat(here.errors()).contains("There is a database in", "--replace");
        var restored = here.command(0, "restore", "--replace", backups());
        api = here.start();

        assertThat(restored)
                .anyMatch(line -> line.contains("are kept; users terminated since the backup stay terminated"))
                .contains("audit logs: will declare at the next start that an older database was restored");
        assertThat(here.log())
                .contains("1 users terminated since stay terminated, 1 have changed their e-mail since")
                .contains("Terminated again: " + klara)
                .containsPattern("Without e-mail: slot \\d+, account of " + leo);
        assertThat(signIn(KLARA, Stage.PASSWORD)).isEqualTo(401);
        assertThat(ada().get("/users/" + klara).text("status")).isEqualTo("TERMINATED");
        assertThat(ada().get("/users/" + klara + "/receipt").status()).isEqualTo(200);
        assertThat(ada().get("/users").json().path("items").size()).isEqualTo(2);
        assertThat(person(api, "Klara", KLARA)).isNotEqualTo(klara);
        assertThat(person(api, "Max", MAX)).startsWith("user_");
        assertChangedEmailIsEnteredAgain();
        assertLogDeclaresOneBreak();
        assertRepeatedTerminationNamesIt();
    }

    private void assertRepeatedTerminationNamesIt() throws Exception {
        var restore = fact("organisation.log-continued", "restore");
        var file = ada().get("/users/" + klara + "/receipt");
        var receipt = file.json().path("receipt");

        assertThat(restore).isNotEmpty();
        assertThat(fact("user.terminated&target=" + klara, "again")).isEqualTo("true");
        assertThat(fact("user.terminated&target=" + klara, "restore")).isEqualTo(restore);
        assertThat(receipt.path("again").asBoolean()).isTrue();
        assertThat(receipt.path("restore").asString()).isEqualTo(restore);
        Files.writeString(here.path("again.json"), file.body());
        assertThat(here.command(5, "verify", here.path("again.json").toString()))
                .anyMatch(line -> line.contains("an older database had brought this person back; the log declares that"
                        + " restore as " + restore));
    }

    private String fact(String action, String name) {
        var entries = ada().get("/audit?action=" + action).json().path("items");
        assertThat(entries).hasSize(1);
        return entries.path(0).path("facts").path(name).asString();
    }

    private void assertChangedEmailIsEnteredAgain() {
        assertThat(signIn(LEO, OWN_PASSWORD)).isEqualTo(401);
        assertThat(signIn(LEO_LATER, OWN_PASSWORD)).isEqualTo(401);

        var entered = api.as(leoToken).patch("/me", Map.of("email", LEO_LATER, "currentPassword", OWN_PASSWORD));

        assertThat(entered.status()).as(entered.body()).isEqualTo(200);
        assertThat(signIn(LEO_LATER, OWN_PASSWORD)).isEqualTo(200);
    }

    private void assertLogDeclaresOneBreak() throws Exception {
        var receipt = here.path("receipt.json").toString();
        for (var outside : List.of(here.path("checkpoint").toString(), receipt)) {
            var lines = here.command(0, "audit", "verify", "--checkpoint", outside);
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("declared break: org_"))
                    .hasSize(1);
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("verified: org_"))
                    .hasSize(1);
        }
        assertThat(here.command(5, "verify", receipt)).anyMatch(line -> line.startsWith("consistent, "));
    }

    @Test
    void anOldKeyFileErasesAgainAndIsRefusedIfKeysAreMissing() throws Exception {
        here.command(0, "restore", "--only", "keys", "--replace", backups());

        assertThat(here.refusedStart(Map.of())).contains("is older than the database", "2 in account", "--accept-loss");
        api = here.start("--accept-loss");

        assertThat(here.log()).contains("destroyed again");
        assertThat(signIn(KLARA, Stage.PASSWORD)).isEqualTo(401);
        assertThat(signIn(MAX, Stage.PASSWORD)).isEqualTo(401);
        assertThat(ada().get("/me").status()).isEqualTo(200);
        assertThat(here.command(0, "audit", "verify")).noneMatch(line -> line.startsWith("declared break"));
    }

    @Test
    void refusesOldDatabaseAndKeyFileGivenALaterCheckpoint() throws Exception {
        FileSystemUtils.deleteRecursively(here.data());
        var restored = here.command(0, "restore", backups());
        var checkpoint = here.path("checkpoint");

        assertThat(here.refusedStart(Map.of(
                        "LETHE_MIN_CHECKPOINT", Files.readString(checkpoint).strip())))
                .contains("LETHE_MIN_CHECKPOINT names a checkpoint over", "it is an older one");
        api = here.start();

        assertThat(restored)
                .anyMatch(line -> line.startsWith("database: as of "))
                .anyMatch(line -> line.startsWith("keys: as of "));
        assertThat(signIn(KLARA, Stage.PASSWORD))
                .as("why copies are deleted after a time")
                .isEqualTo(200);
        assertThat(signIn(LEO, OWN_PASSWORD)).isEqualTo(200);
        assertThat(signIn(MAX, Stage.PASSWORD)).isEqualTo(401);
        here.command(1, "audit", "verify", "--checkpoint", checkpoint.toString());
        assertThat(holdsMasterKey(here.newestBackup()))
                .as("never with the master key")
                .isFalse();
    }

    @Test
    void refusesAnOldBackupGivenALaterCheckpoint() throws Exception {
        var keysOfToday = here.path("keys-of-today");
        FileSystemUtils.copyRecursively(here.data().resolve("keys"), keysOfToday);
        here.command(0, "restore", "--only", "keys", "--replace", backups());
        here.command(0, "restore", "--only", "database", "--replace", backups());

        for (var start = 0; start < 2; start++) {
            assertThat(here.refusedStart(Map.of()))
                    .contains("Database and key file are both older", "restore the newest of both");
        }

        FileSystemUtils.deleteRecursively(here.data().resolve("keys"));
        Files.move(keysOfToday, here.data().resolve("keys"));
        api = here.start();
        assertThat(signIn(KLARA, Stage.PASSWORD)).isEqualTo(401);
        assertThat(here.log()).contains("1 users terminated since stay terminated");
    }

    /** Links or mounts a running Lethe's key file beside a copy of its database. */
    @Test
    void refusesACloneOnTheOriginalsKeyFileWhileItRuns() throws Exception {
        var clone = here.copiedTo(places.resolve("clone"));
        FileSystemUtils.deleteRecursively(clone.data().resolve("keys"));
        Files.createSymbolicLink(
                clone.data().resolve("keys"), here.data().resolve("keys").toRealPath());
        api = here.start();

        assertThat(clone.refusedStart(4, Map.of())).contains("in use by another Lethe", "lethe keys adopt");
        clone.command(4, "keys", "check");
        clone.command(4, "keys", "adopt");
        clone.command(
                4, "restore", "--replace", "--only", "keys", clone.backups().toString());

        assertThat(signIn(LEO_LATER, OWN_PASSWORD)).isEqualTo(200);
        FileSystemUtils.deleteRecursively(places.resolve("clone"));
    }

    @Test
    void refusesACloneUntilItIsAdopted() throws Exception {
        var clone = here.copiedTo(places.resolve("clone"));
        assertThat(clone.command(0, "keys", "adopt")).hasSize(1);
        FileSystemUtils.deleteRecursively(here.path("data/pg"));
        Files.move(clone.path("data/pg"), here.path("data/pg"));
        Files.copy(
                clone.path("data/pg.passwords"),
                here.path("data/pg.passwords"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);

        here.command(1, "keys", "check");
        assertThat(here.errors()).contains("belongs to another database", "lethe keys adopt");

        assertThat(here.command(0, "keys", "adopt")).hasSize(1);
    }

    @Test
    void checksRewrapsAndBacksUpKeysWhileRunning() throws Exception {
        Files.writeString(here.path("code"), Files.readString(here.path("master.key")));
        api = here.start();

        assertThat(here.command(
                        0, "keys", "check", "--recovery-code", here.path("code").toString()))
                .contains("recovery code: right", "directory: intact");
        assertThat(here.command(0, "keys", "rewrap")).contains("old wrapping key: destroyed");
        assertCurrentKeysOpenNoTerminatedUser();
        assertDueCopiesAreDeleted();
        assertDataLossIsRefused();
        assertThat(signIn(LEO_LATER, OWN_PASSWORD)).isEqualTo(200);
    }

    private void assertCurrentKeysOpenNoTerminatedUser() throws Exception {
        var lines = here.command(0, "prove", "--backup", backups());

        assertThat(lines)
                .anyMatch(line -> line.startsWith("does not open: " + klara + " of org_"))
                .anyMatch(line -> line.startsWith("does not open: " + leo + " of org_"))
                .contains("e-mails in the backup: 3", "open, and their people are here: 1")
                .contains("do not open, because their keys are destroyed: 2");
    }

    private void assertDueCopiesAreDeleted() throws Exception {
        var old = Files.move(
                here.newestBackup(), here.path("backups/2020-01-01T00-00-00.000Z"), StandardCopyOption.ATOMIC_MOVE);

        var lines = here.command(0, "backup", backups());

        var fresh = here.newestBackup();
        assertThat(lines).element(0).asString().isEqualTo("database: " + fresh.resolve("pg"));
        assertThat(lines).element(1).asString().matches("keys: .*/keys, deleted on \\d{4}-\\d\\d-\\d\\d");
        assertThat(lines).contains("deleted: " + old.resolve("keys"));
        assertThat(old.resolve("keys")).doesNotExist();
        assertThat(old.resolve("pg")).isDirectory();
        assertThat(fresh.resolve("keys")).isDirectory();
    }

    private void assertDataLossIsRefused() throws Exception {
        here.command(4, "restore", "--replace", backups());
        assertThat(here.errors()).contains("is in use");
        here.command(1, "backup", here.path("data/backups-inside").toString());
        assertThat(here.errors()).contains("is in the data directory");
        here.command(1, "restore", here.path("nowhere").toString());
        here.command(4, "keys", "adopt");
        here.command(4, "audit", "declare-restore");
    }

    private String backups() {
        return here.backups().toString();
    }

    private Api ada() {
        return api.as(token);
    }

    private static String email(String name) {
        return name + "@" + Stage.CANARY + ".example";
    }

    private static String person(Api api, String name, String email) {
        var ada = api.as(token);
        var role = ada.get("/roles").json().path("items").path(0).path("id").asString();
        var form = Map.of(
                "firstName",
                name,
                "lastName",
                "Kanari",
                "email",
                email,
                "type",
                "INTERNAL",
                "roleId",
                role,
                "temporaryPassword",
                Stage.PASSWORD,
                "consent",
                Map.of("given", true, "noticeVersion", 1, "language", "en"));
        var created = ada.post("/users", form);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.text("id");
    }

    /** Signs in for the first time, sets a password and consents. */
    private static String settle(Api api, String email) {
        var first = api.post("/sign-in", Map.of("organisation", slug, "email", email, "password", Stage.PASSWORD))
                .text("token");
        var second = api.as(first)
                .post("/me/password", Map.of("newPassword", OWN_PASSWORD))
                .text("token");
        var consent = api.as(second).post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE"));
        assertThat(consent.status()).as(consent.body()).isEqualTo(200);
        return second;
    }

    private int signIn(String email, String password) {
        return api.post("/sign-in", Map.of("organisation", slug, "email", email, "password", password))
                .status();
    }

    private boolean holdsMasterKey(Path directory) throws IOException {
        var key = Files.readString(here.path("master.key")).strip();
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, key));
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
