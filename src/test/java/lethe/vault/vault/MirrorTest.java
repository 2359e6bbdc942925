package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.KeyFiles;
import org.junit.jupiter.api.Test;

class MirrorTest extends Guests {
    @Test
    void writesTheMirrorBeforeReturning() throws IOException {
        var mirrored = node("lethe.keys-mirror", place.resolve("mirror").toString());

        var guest = create(mirrored, BEA);
        var number = guest.slot().number();
        var mirror = place.resolve("mirror");
        assertThat(KeyFiles.slot(mirror, number)).isEqualTo(KeyFiles.slot(home(), number));
        remove(guest);
        in(acme, () -> mirrored.forget(acme, guest.id()));

        assertThat(mirrored.isMirrored()).isTrue();
        assertThat(KeyFiles.slot(mirror, number)).containsOnly(0);
    }

    @Test
    void neitherCreatesNorForgetsWithoutTheMirror() throws IOException {
        var mirror = place.resolve("mirror");
        var mirrored = node("lethe.keys-mirror", mirror.toString());
        var guest = create(mirrored, BEA);
        remove(guest);
        Files.move(mirror, place.resolve("away"));

        assertThat(in(acme, () -> mirrored.forget(acme, guest.id()))).isEmpty();
        assertThatThrownBy(() -> create(mirrored, LEO)).isInstanceOf(Unavailable.class);
        assertThat(in(acme, () -> mirrored.forget(acme, guest.id()))).isEmpty();
        assertThat(mirrored.mirrorIsAway()).isTrue();
        assertThat(pending(guest.id())).containsExactly(guest.slot().number());
        assertThat(jdbc.sql("select slot from destroyed_slot").query(Long.class).list())
                .doesNotContain(guest.slot().number());
    }

    @Test
    void resumesWhenTheMirrorIsBack() throws IOException {
        var mirror = place.resolve("mirror");
        var mirrored = node("lethe.keys-mirror", mirror.toString());
        var guest = create(mirrored, BEA);
        remove(guest);
        Files.move(mirror, place.resolve("away"));
        assertThat(in(acme, () -> mirrored.forget(acme, guest.id()))).isEmpty();

        Files.move(place.resolve("away"), mirror);
        eventually(() -> in(acme, () -> mirrored.forget(acme, guest.id())).isPresent());

        assertThat(KeyFiles.slot(mirror, guest.slot().number())).containsOnly(0);
    }
}
