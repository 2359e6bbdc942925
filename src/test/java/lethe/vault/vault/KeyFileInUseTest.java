package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.Test;

/** A key file or mirror in use is refused to others, by any path. */
class KeyFileInUseTest extends SharedNonce {
    @Test
    void refusesASecondKeyFileWhileNodesUseTheFirst() throws IOException {
        turning.turn();
        var copy = copyOfKeys();
        turning.turn();
        turning.turn();

        assertThatThrownBy(() -> node("lethe.data", copy.toString(), "lethe.shares-keys", "true"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("in use with a different key file");
    }

    @Test
    void refusesExclusiveUseByAnyPath() throws IOException {
        var linked = Files.createDirectory(place.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("keys"), home());

        for (var data : List.of(environmentsData(), linked)) {
            assertThatThrownBy(() -> node("lethe.data", data.toString(), "lethe.shares-keys", "false"))
                    .isInstanceOfSatisfying(StartupRefused.class, refusal -> assertThat(refusal.exitCode())
                            .isEqualTo(4))
                    .hasMessageContaining("in use by another Lethe");
        }
    }

    @Test
    void refusesAHardLinkToTheKeyFile() throws IOException {
        var copy = copyOfKeys();
        Files.createLink(place.resolve("second"), copy.resolve("keys/slots"));

        assertThatThrownBy(() -> node("lethe.data", copy.toString()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("hard link");
        Files.delete(place.resolve("second"));
        assertThatCode(() -> stop(node("lethe.data", copy.toString()))).doesNotThrowAnyException();
        level();
    }

    @Test
    void twoKeyFilesCannotShareAMirror() throws IOException {
        var mirror = place.resolve("mirror").toString();
        var one = copyOfKeys(place.resolve("one"));
        var two = copyOfKeys(place.resolve("two"));
        try {
            var first = node("lethe.data", one.toString(), "lethe.keys-mirror", mirror);
            assertThat(inKeyFile(Path.of(mirror))).isEqualTo(inDatabase().nonce());

            assertThatThrownBy(() -> node("lethe.data", two.toString(), "lethe.keys-mirror", mirror))
                    .isInstanceOf(StartupRefused.class);
            stop(first);
        } finally {
            level();
        }
    }

    @Test
    void refusesToAdoptAKeyFileInUse() {
        var installation = gate.installation();

        assertThatThrownBy(() -> node("lethe.adopt", "true"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("adopt a copy");
        assertThat(gate.installation()).isEqualTo(installation);
    }

    @Test
    void aRefusedStartReleasesTheKeyFile() throws IOException {
        var copy = copyOfKeys();
        var guest = create(vault, BEA);
        assertThatThrownBy(() -> node("lethe.data", copy.toString())).isInstanceOf(StartupRefused.class);

        var accepted = node("lethe.data", copy.toString(), "lethe.accept-loss", "true");

        assertThat(openedBy(accepted).isOlder())
                .as("nobody remembers a newer one")
                .isFalse();
        remove(guest);
        level();
    }

    private Path environmentsData() {
        return Path.of(context.getEnvironment().getRequiredProperty("lethe.data"));
    }
}
