package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What a backup taken while running holds, and clones of an installation. */
class BackupTest extends BackedUpInstallation {
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
                .contains("e-mails in the backup: 3", "open, and belong to current users: 1")
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
}
