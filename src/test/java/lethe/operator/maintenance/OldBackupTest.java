package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** An old backup forgets again whom it still knew, and is refused where it would lose data. */
class OldBackupTest extends BackedUpInstallation {
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
                .anyMatch(line -> line.contains(
                        "an older database had brought them back; the log declares that" + " restore as " + restore));
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
                .contains("LETHE_MIN_CHECKPOINT names a checkpoint over", "it is too old");
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
                    .contains("Database and key file are both too old", "restore the newest of both");
        }

        FileSystemUtils.deleteRecursively(here.data().resolve("keys"));
        Files.move(keysOfToday, here.data().resolve("keys"));
        api = here.start();
        assertThat(signIn(KLARA, Stage.PASSWORD)).isEqualTo(401);
        assertThat(here.log()).contains("1 users terminated since stay terminated");
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
