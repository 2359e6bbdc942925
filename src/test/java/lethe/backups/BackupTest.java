package lethe.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lethe.Api;
import lethe.Processes;
import lethe.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Backups and what comes of them, with processes: as whoever types the commands sees them. */
@Timeout(600)
class BackupTest {
    private static final String KLARA = "klara@" + Stage.CANARY + ".example";
    private static final String LEO = "leo@" + Stage.CANARY + ".example";
    private static final String ADA = "ada@" + Stage.CANARY + ".example";

    @TempDir
    private Path place;

    private Processes processes;
    private Process lethe;
    private Api api;
    private String slug;
    private String token = "";
    private Api ada;
    private String klara;

    @BeforeEach
    void found() throws Exception {
        processes = new Processes(Map.of(
                "LETHE_DATA", place.resolve("data").toString(),
                "LETHE_MASTER_KEY_FILE", place.resolve("master.key").toString()));
        start();
        var lines = command(
                0,
                "organisation",
                "create",
                "Acme",
                "--admin-email",
                ADA,
                "--admin-first-name",
                "Ada",
                "--admin-last-name",
                "Acme",
                "--consent-given",
                "--print-token");
        slug = lines.getFirst().split(" ")[2];
        token = lines.getLast().substring("token: ".length());
        ada = api.as(token);
        klara = person("Klara", KLARA);
        person("Leo", LEO);
    }

    @AfterEach
    void stop() throws InterruptedException {
        processes.close();
    }

    @Test
    void bringsBackEverythingIntoAnEmptyPlace() throws Exception {
        var lines = command(0, "backup", place.resolve("backups").toString());
        var backup = backup();
        person("Max", "max@kanari.example");
        stopLethe();
        FileSystemUtils.deleteRecursively(place.resolve("data"));

        var restored = command(0, "restore", place.resolve("backups").toString());

        assertThat(lines).element(0).asString().isEqualTo("database: " + backup.resolve("pg"));
        assertThat(lines).element(1).asString().matches("keys: .*/keys, deleted on \\d{4}-\\d\\d-\\d\\d");
        assertThat(restored).anyMatch(line -> line.startsWith("database: as of "));
        assertThat(restored).anyMatch(line -> line.startsWith("keys: as of "));
        start();
        assertThat(signIn(KLARA)).isEqualTo(200);
        assertThat(signIn("max@kanari.example")).isEqualTo(401);
        assertThat(person("Max", "max@kanari.example")).startsWith("user_");
        assertThat(holdsMasterKey(backup)).as("never with the master key").isFalse();
    }

    @Test
    void theDeadStayDeadInAnOldDatabase() throws Exception {
        command(0, "backup", place.resolve("backups").toString());
        terminate(klara);
        stopLethe();

        assertThat(command(1, "restore", place.resolve("backups").toString())).isEmpty();
        assertThat(errors()).contains("There is a database in", "--replace");
        var restored =
                command(0, "restore", "--replace", place.resolve("backups").toString());

        assertThat(restored)
                .anyMatch(line -> line.contains("are kept; whoever was terminated since the backup stays so"));
        start();
        assertThat(log()).contains("1 people who were terminated since stay terminated", "Terminated again: " + klara);
        assertThat(signIn(KLARA)).isEqualTo(401);
        assertThat(signIn(LEO)).isEqualTo(200);
        assertThat(ada.get("/users/" + klara).text("status")).isEqualTo("TERMINATED");
        assertThat(ada.get("/users/" + klara + "/receipt").status()).isEqualTo(200);
        assertThat(ada.get("/users").json().path("items").size()).isEqualTo(2);
        assertThat(person("Klara", KLARA)).isNotEqualTo(klara);
    }

    @Test
    void anOldKeyFileForgetsAgainAndIsRefusedWhereItLacksKeys() throws Exception {
        command(0, "backup", place.resolve("backups").toString());
        terminate(klara);
        person("Max", "max@kanari.example");
        stopLethe();

        command(
                0,
                "restore",
                "--only",
                "keys",
                "--replace",
                place.resolve("backups").toString());
        var refused = lethe("run", "--port", "0");

        assertThat(refused.waitFor()).isEqualTo(1);
        assertThat(log()).contains("is older than the database", "1 in account", "--accept-loss");
        start("--accept-loss");
        assertThat(log()).contains("destroyed again");
        assertThat(signIn(KLARA)).isEqualTo(401);
        assertThat(signIn("max@kanari.example")).isEqualTo(401);
        assertThat(signIn(LEO)).isEqualTo(200);
    }

    @Test
    void aBackupWhoseKeysWereCopiedAlongDoesOpen() throws Exception {
        command(0, "backup", place.resolve("backups").toString());
        terminate(klara);
        stopLethe();
        Files.move(place.resolve("data"), place.resolve("today"));

        command(0, "restore", place.resolve("backups").toString());
        start();

        assertThat(signIn(KLARA)).as("why such a copy has a horizon").isEqualTo(200);
    }

    @Test
    void copiesOfTheKeyFileGoWhenTheyAreDue() throws Exception {
        command(0, "backup", place.resolve("backups").toString());
        var old =
                Files.move(backup(), place.resolve("backups/2020-01-01T00-00-00.000Z"), StandardCopyOption.ATOMIC_MOVE);

        var lines = command(0, "backup", place.resolve("backups").toString());

        assertThat(lines).contains("deleted: " + old.resolve("keys"));
        assertThat(old.resolve("keys")).doesNotExist();
        assertThat(old.resolve("pg")).isDirectory();
        assertThat(backup().resolve("keys")).isDirectory();
    }

    @Test
    void refusesWhatWouldLoseData() throws Exception {
        command(0, "backup", place.resolve("backups").toString());

        assertThat(command(4, "restore", "--replace", place.resolve("backups").toString()))
                .isEmpty();
        assertThat(errors()).contains("is in use");
        assertThat(command(1, "backup", place.resolve("data/backups-inside").toString()))
                .isEmpty();
        assertThat(errors()).contains("in the data directory itself");
        assertThat(command(1, "restore", place.resolve("nowhere").toString())).isEmpty();
        assertThat(command(4, "keys", "adopt")).isEmpty();
    }

    @Test
    void keysAreCheckedAndWrappedAnewWhileItRunsAndWhileItDoesNot() throws Exception {
        Files.writeString(place.resolve("code"), Files.readString(place.resolve("master.key")));
        var whileItRuns = command(
                0, "keys", "check", "--recovery-code", place.resolve("code").toString());
        command(0, "keys", "rewrap");
        stopLethe();

        assertThat(whileItRuns).contains("recovery code: right", "directory: intact");
        assertThat(command(0, "keys", "rewrap")).contains("former wrapping key: destroyed");
        assertThat(command(0, "keys", "adopt")).hasSize(1);
        start();
        assertThat(signIn(KLARA)).isEqualTo(200);
    }

    private void start(String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("run", "--port", "0"));
        arguments.addAll(List.of(more));
        lethe = lethe(arguments.toArray(String[]::new));
        api = new Api(processes.port(lethe));
        ada = api.as(token);
    }

    private void stopLethe() throws InterruptedException {
        lethe.destroy();
        assertThat(lethe.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private List<String> command(int code, String... arguments) throws IOException, InterruptedException {
        return processes.run(code, file(false), arguments);
    }

    private Process lethe(String... arguments) throws IOException {
        return processes.start(file(true), arguments);
    }

    private Path file(boolean serves) {
        return place.resolve(serves ? "log" : "errors");
    }

    private String errors() throws IOException {
        return Files.readString(file(false));
    }

    private String log() throws IOException {
        return Files.readString(file(true));
    }

    private Path backup() throws IOException {
        try (var all = Files.list(place.resolve("backups"))) {
            return all.sorted().toList().getLast();
        }
    }

    private String person(String name, String email) {
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

    private void terminate(String user) {
        assertThat(ada.post("/users/" + user + "/termination", Map.of()).status())
                .isEqualTo(200);
    }

    private int signIn(String email) {
        return api.post("/sign-in", Map.of("organisation", slug, "email", email, "password", Stage.PASSWORD))
                .status();
    }

    private boolean holdsMasterKey(Path directory) throws IOException {
        var key = Files.readString(place.resolve("master.key")).strip();
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
