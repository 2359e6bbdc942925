package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import java.util.Map;
import lethe.platform.management.ManagementFailure;
import lethe.vault.keyfile.DirectoryFiles;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** Damaged keys and e-mails are reported, and the directory is rebuilt from what is left. */
class DamagedKeysTest extends KeyFileInCustody {
    @Test
    void reportsWhoseKeyIsDamagedAndWhatToDo(CapturedOutput output) throws IOException {
        var position = START + slot("credential", "secrets_slot", klara) * SLOT + 20;
        flip(position);
        try {
            healing.afterSingletonsInstantiated();

            assertThat(output)
                    .contains("Damaged in the key file", "credential of " + klara.id() + " in " + house.id(), "mirror")
                    .doesNotContain(klara.email());
            assertThatThrownBy(() -> keysCheck.run(Map.of()))
                    .isInstanceOf(ManagementFailure.class)
                    .hasMessageContaining("newest copy");
            assertThatThrownBy(() -> keysRewrap.run(Map.of()))
                    .isInstanceOf(ManagementFailure.class)
                    .hasMessageContaining("Nothing was changed");
        } finally {
            flip(position);
        }
        assertThat(signIn(klara)).isEqualTo(200);
        assertThat(house.ada().get("/users/" + klara.id()).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void aDamagedEmailHidesNoOtherUser() throws IOException {
        var position = START + slot("account", "key_slot", klara) * SLOT + 20;
        flip(position);
        try {
            var listed = house.ada().get("/users");
            assertThat(listed.status()).isEqualTo(200);
            assertThat(listed.body()).contains(bea.email(), klara.id()).doesNotContain(klara.email());
            assertThat(signIn(bea)).isEqualTo(200);
            assertThat(signIn(klara)).isNotEqualTo(200);
        } finally {
            flip(position);
        }
        assertThat(signIn(klara)).isEqualTo(200);
    }

    @Test
    void rebuildsADamagedDirectoryFromEncryptedEmails(CapturedOutput output) throws IOException {
        DirectoryFiles.tearGroups(data.resolve("keys"), List.of(slot("account", "key_slot", klara)));
        assertThat(signIn(klara)).isEqualTo(503);
        healing.afterSingletonsInstantiated();

        assertThat(output).contains("Rebuilt 1 damaged parts of the key file's directory");
        assertThat(keysCheck.run(Map.of())).contains("directory: intact");
        assertThat(signIn(klara)).isEqualTo(200);
        assertThat(house.create("Klara", klara.email(), "INTERNAL", "Viewer").status())
                .isEqualTo(409);
        assertThat(house.ada()
                        .post("/users/" + klara.id() + "/termination", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void namesAnEmailMissingFromTheDirectory() throws IOException {
        var number = slot("account", "key_slot", klara);
        DirectoryFiles.forgetEntry(data.resolve("keys"), number);
        assertThat(signIn(klara)).isEqualTo(401);

        assertThatThrownBy(() -> keysCheck.run(Map.of()))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("rebuilt");
        assertThat(keysCheck.run(Map.of())).contains("directory: intact");
        assertThat(signIn(klara)).isEqualTo(200);
    }

    @Test
    void theCheckRepairsTheDirectory() throws IOException {
        var number = slot("account", "key_slot", klara);
        DirectoryFiles.repeatEntry(data.resolve("keys"), number);
        assertThat(custody.findings().lines())
                .containsExactly("more than once in the e-mail index: slot " + number + ", account of " + klara.id()
                        + " in " + house.id());
        assertThatThrownBy(() -> keysCheck.run(Map.of()))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("rebuilt");
        assertThat(keysCheck.run(Map.of())).contains("database, keys and directory: agree");

        DirectoryFiles.tearGroups(data.resolve("keys"), List.of(number));
        assertThatThrownBy(() -> keysCheck.run(Map.of()))
                .isInstanceOf(ManagementFailure.class)
                .hasMessageContaining("rebuilt");
        assertThat(keysCheck.run(Map.of())).contains("database, keys and directory: agree");
        assertThat(signIn(klara)).isEqualTo(200);
    }

    @Test
    void keepsAndListsUsersWithoutEmail(CapturedOutput output) throws IOException {
        zero(slot("account", "key_slot", bea));
        try {
            healing.afterSingletonsInstantiated();

            assertThat(output).contains("Without e-mail: ", "account of " + bea.id());
            assertThat(bea.api().get("/me").status()).isNotEqualTo(401);
        } finally {
            house.ada().post("/users/" + bea.id() + "/termination", Map.of());
        }
    }

    private void flip(long position) throws IOException {
        try (var raw = new RandomAccessFile(slots().toFile(), "rw")) {
            raw.seek(position);
            var flipped = raw.read() ^ 1;
            raw.seek(position);
            raw.write(flipped);
        }
    }
}
