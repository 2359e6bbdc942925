package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.StartupRefused;
import lethe.vault.keyfile.KeyFiles;
import lethe.vault.keyfile.NewKeyFile;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Starting with a key file and a database of different ages. */
class OpeningTest extends Guests {
    @Autowired
    GateStore gate;

    @Test
    void destroysKeysRestoredWithAnOlderKeyFile() throws IOException {
        var guest = create(vault, BEA);
        var pending = create(vault, LEO);
        var old = copyOfKeys();
        remove(guest);
        remove(pending);
        in(acme, () -> vault.forget(acme, guest.id()));

        var restored = node("lethe.data", old.toString());

        assertThat(KeyFiles.slot(old.resolve("keys"), guest.slot().number())).containsOnly(0);
        assertThat(KeyFiles.slot(old.resolve("keys"), pending.slot().number())).containsOnly(0);
        assertThatThrownBy(() -> open(restored, guest)).isInstanceOf(KeyDestroyed.class);
        assertThat(in(acme, () -> restored.find(acme, BEA))).isEmpty();
    }

    @Test
    void refusesAKeyFileThatLacksKeysInUse() throws IOException {
        var old = copyOfKeys();
        var guest = create(vault, BEA);

        assertThatThrownBy(() -> node("lethe.data", old.toString()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("1 in guest")
                .hasMessageContaining("--accept-loss");

        var accepted = node("lethe.data", old.toString(), "lethe.accept-loss", "true");
        assertThatThrownBy(() -> open(accepted, guest)).isInstanceOf(KeyDestroyed.class);
        stop(accepted);
        node("lethe.data", old.toString());
    }

    @Test
    void doesNotTreatLostKeysAsTerminations() throws IOException {
        var old = copyOfKeys();
        var guest = create(vault, BEA);

        var accepted = node("lethe.data", old.toString(), "lethe.accept-loss", "true");
        create(accepted, LEO);

        assertThat(keysInUse(accepted).missed()).noneMatch(key -> key.subject().equals(guest.id()));
    }

    @Test
    void namesTheOwnersOfMissingAndDamagedKeys() throws IOException {
        var gone = create(vault, BEA);
        var damaged = create(vault, LEO);
        var there = create(vault, "max@x.example");
        var copy = copyOfKeys();
        KeyFiles.zero(copy.resolve("keys"), gone.slot().number());
        KeyFiles.flip(copy.resolve("keys"), damaged.slot().number());

        var missed = keysInUse(node("lethe.data", copy.toString())).missed();

        assertThat(missed).anyMatch(key -> key.subject().equals(gone.id()) && !key.damaged());
        assertThat(missed)
                .anyMatch(key -> key.subject().equals(damaged.id())
                        && key.damaged()
                        && key.organisation().equals(acme)
                        && key.holder().equals("guest"));
        assertThat(missed).noneMatch(key -> key.subject().equals(there.id()));
    }

    @Test
    void adoptsACloneAndThenAcceptsOnlyItsKeyFile() throws IOException {
        var guest = create(vault, BEA);
        var installation = gate.installation().orElseThrow();
        var clone = copyOfKeys();
        var original = copyOfKeys(place.resolve("original"));
        try {
            var adopted = node("lethe.data", clone.toString(), "lethe.adopt", "true");

            assertThat(open(adopted, guest)).isEqualTo(BEA);
            stop(adopted);
            assertThatThrownBy(() -> node("lethe.data", original.toString()))
                    .isInstanceOf(StartupRefused.class)
                    .hasMessageContaining("lethe keys adopt");
            assertThat(open(node("lethe.data", clone.toString()), guest)).isEqualTo(BEA);
            assertThat(open(node("lethe.data", original.toString(), "lethe.adopt", "true"), guest))
                    .isEqualTo(BEA);
        } finally {
            gate.changeIncarnation(installation.incarnation());
        }
    }

    @Test
    void refusesToAdoptAnotherInstallationsKeyFile() throws IOException {
        NewKeyFile.make(place.resolve("data/keys"), randomness.uuid(), 2, KeyFiles.MASTER, randomness);

        assertThatThrownBy(() -> node("lethe.data", place.resolve("data").toString(), "lethe.adopt", "true"))
                .isInstanceOf(StartupRefused.class);
    }

    @Test
    void neverReusesANumberAfterAnOlderDatabaseWasRestored() {
        var guest = create(vault, BEA);
        AsOwner.of(context).queryForObject("select setval('key_slot', 1)", Long.class);

        var restored = node();

        assertThat(create(restored, LEO).slot().number())
                .isGreaterThan(guest.slot().number());
        assertThat(open(restored, guest)).isEqualTo(BEA);
    }

    @Test
    void refusesTheKeyFileOfAnotherDatabase() throws IOException {
        NewKeyFile.make(place.resolve("data/keys"), randomness.uuid(), 2, KeyFiles.MASTER, randomness);

        assertThatThrownBy(() -> node("lethe.data", place.resolve("data").toString()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("lethe keys adopt");
    }

    @Test
    void createsNoKeyFileForADatabaseThatHasOne() {
        assertThatThrownBy(() -> node("lethe.data", place.resolve("data").toString()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("restore it from its mirror");
        assertThat(place.resolve("data/keys")).doesNotExist();
    }

    @Test
    void refusesAMirrorThatIsTheKeyFileItself() {
        assertThatThrownBy(() -> node("lethe.keys-mirror", home().toString()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_KEYS_MIRROR");
    }

    @Test
    void completesAnInterruptedFirstStart() {
        var installation = gate.installation().orElseThrow();
        var data = place.resolve("data");
        String[] first = {
            "lethe.data",
            data.toString(),
            "lethe.config-home",
            place.resolve("config").toString(),
            "lethe.master-key-file",
            "",
            "lethe.accept-loss",
            "true"
        };
        AsOwner.of(context).execute("delete from installation");
        try {
            var interrupted = node(first);
            AsOwner.of(context).execute("delete from installation");

            stop(interrupted);
            var again = node(first);

            assertThat(again.recoveryCodeOfFirstStart()).isPresent().isEqualTo(interrupted.recoveryCodeOfFirstStart());
            stop(again);
            assertThat(node(first).recoveryCodeOfFirstStart()).isEmpty();
        } finally {
            AsOwner.of(context).execute("delete from installation");
            gate.insert(installation);
        }
    }
}
