package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.DirectoryFiles;
import lethe.vault.keyfile.KeyFiles;
import lethe.vault.storage.FaultyDisk;
import lethe.vault.storage.FaultyDisk.Point;
import lethe.vault.storage.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/**
 * Whatever faults the disks have, nothing readable is reported as forgotten, nothing reported as forgotten is readable, and no
 * one else loses data. After each fault the process is replaced by one with working disks.
 */
class FaultsTest extends MirroredVault {
    private static final String BEAS_NEXT = "bea.neu@x.example";
    private static final String MAX = "max@x.example";
    private static final String KLARA = "klara@x.example";

    private enum Act {
        CREATION,
        CHANGE,
        TERMINATION
    }

    static Stream<Arguments> pointsAndActs() {
        return Stream.of(Point.values())
                .flatMap(point -> Stream.of(Act.values()).map(act -> Arguments.of(point, act)));
    }

    @ParameterizedTest
    @MethodSource("pointsAndActs")
    void aFaultInvalidatesNoAnswerAndHarmsNoOneElse(Point point, Act act) throws IOException {
        disk.failingAt(point);
        var done = done(act);
        disk.mended();

        assertThat(done).as("done in spite of it").isFalse();
        assertThat(disk.halts()).as("the process ends").isEqualTo(endsTheProcess(point, act) ? 1 : 0);
        assertThat(inLedger(bea.slot())).as("not a word of it in the ledger").isFalse();
        stop(node);
        if (point == Point.WRITE_LOST && act != Act.TERMINATION) {
            assertThatTheMirrorMustBeRestored();
        }
        assertThatTheNextProcessRecovers(act);
    }

    private void assertThatTheMirrorMustBeRestored() throws IOException {
        assertThatThrownBy(() -> mirrored(new FaultyDisk()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("older than its mirror: please copy");
        FileSystemUtils.copyRecursively(mirror, data.resolve("keys"));
    }

    /** A lost write of a key is noticed when the key is first used, before anything depends on it. */
    private static boolean endsTheProcess(Point point, Act act) {
        return point == Point.SYNC || point == Point.WRITE_LOST && act == Act.TERMINATION;
    }

    private boolean done(Act act) {
        try {
            return switch (act) {
                case CREATION -> create(node, MAX).sealed().length > 0;
                case CHANGE -> change();
                case TERMINATION -> terminate(node);
            };
        } catch (Unavailable | KeyDestroyed refused) {
            return false;
        }
    }

    private boolean change() {
        in(acme, () -> {
            node.forgetLater(acme, bea.id(), List.of(bea.slot()));
            jdbc.sql("delete from guest where id = :id").param("id", bea.id()).update();
            return insert(node, BEAS_NEXT);
        });
        return in(acme, () -> node.forget(acme, bea.id())).isPresent();
    }

    private boolean terminate(Vault on) {
        remove(bea);
        return in(acme, () -> on.forget(acme, bea.id())).isPresent();
    }

    private void assertThatTheNextProcessRecovers(Act act) throws IOException {
        var next = mirrored(new FaultyDisk());

        assertThat(open(next, leo)).isEqualTo(LEO);
        assertThat(in(acme, () -> next.find(acme, LEO))).containsExactly(leo.slot());
        assertThat(keysInUse(next).missed()).noneMatch(key -> key.organisation().equals(acme));
        if (act == Act.TERMINATION) {
            assertThat(in(acme, () -> next.forget(acme, bea.id()))).isPresent();
            assertThatBeaIsForgotten(next);
            create(next, BEA);
        } else {
            assertThat(open(next, bea)).as("what was refused has not begun").isEqualTo(BEA);
            assertThat(in(acme, () -> next.find(acme, BEA))).containsExactly(bea.slot());
            assertThat(open(next, create(next, act == Act.CREATION ? MAX : BEAS_NEXT)))
                    .isNotEmpty();
        }
    }

    @Test
    void restoresADamagedKeyFromTheMirrorAtTheStart() throws IOException {
        stop(node);
        KeyFiles.flip(data.resolve("keys"), leo.slot().number());
        DirectoryFiles.tearGroups(data.resolve("keys"), List.of(leo.slot().number()));

        var next = mirrored(new FaultyDisk());

        assertThat(open(next, leo)).isEqualTo(LEO);
        assertThat(in(acme, () -> next.find(acme, LEO))).containsExactly(leo.slot());
        assertThat(keysInUse(next).missed()).noneMatch(key -> key.organisation().equals(acme));
    }

    @Test
    void aFullDiskRefusesNewUsersButForgets() throws Exception {
        try (var small = SmallDisk.mounted(place.resolve("small"))) {
            var home = moved(small.path());
            var on = node("lethe.data", home.toString());
            var klara = create(on, KLARA);
            small.fill();

            assertThatThrownBy(() -> createAll(on, crowd())).isInstanceOf(Unavailable.class);
            assertThat(open(on, klara)).isEqualTo(KLARA);
            remove(klara);
            assertThat(in(acme, () -> on.forget(acme, klara.id()))).isPresent();
            assertThat(KeyFiles.slot(home.resolve("keys"), klara.slot().number()))
                    .containsOnly(0);

            stop(on);
            var next = node("lethe.data", home.toString());
            small.clear();
            assertThat(createAll(next, crowd())).hasSize(crowd().size());
            assertThat(disk.halts()).isZero();
        }
    }

    @Test
    void refusesAReadOnlyKeyFileAtTheStart() throws Exception {
        try (var small = SmallDisk.mounted(place.resolve("small"))) {
            var home = moved(small.path());
            small.makeReadOnly();

            assertThatThrownBy(() -> node("lethe.data", home.toString()))
                    .isInstanceOf(StartupRefused.class)
                    .hasMessageContaining("cannot be used")
                    .hasMessageContaining("Read-only file system");
        }
    }

    private Path moved(Path to) throws IOException {
        stop(node);
        FileSystemUtils.copyRecursively(data.resolve("keys"), to.resolve("keys"));
        return to;
    }

    private static List<String> crowd() {
        return IntStream.range(0, 200)
                .mapToObj(number -> "guest" + number + "@x.example")
                .toList();
    }
}
