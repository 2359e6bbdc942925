package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.FaultyDisk;
import lethe.vault.storage.FaultyDisk.Point;
import lethe.vault.storage.SmallDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** Maintenance of the whole file loses no key and no e-mail, whatever faults the disks have. */
class KeyFileFaultsTest {
    private static final int PEOPLE = 60;

    @TempDir
    Path place;

    private final TreeMap<Long, SecretKey> people = new TreeMap<>();
    private final FaultyDisk disk = new FaultyDisk();
    private Path home;
    private Path mirror;
    private KeyFile keys;

    private enum Act {
        DOUBLING,
        HEADER,
        REWRAPPING,
        ADOPTING
    }

    @BeforeEach
    void sixtyPeople() throws IOException {
        home = place.resolve("keys");
        mirror = place.resolve("mirror");
        KeyFiles.fresh(home, mirror).close();
        keys = KeyFiles.open(home, mirror, KeyFiles.MASTER, disk.withMirror(mirror));
        keys.mend();
        for (var number = 1L; number <= PEOPLE; number++) {
            var key = KeyFiles.someKey();
            var address = keys.directory().address(KeyFiles.ACME, email(number));
            keys.slots().write(number, Kind.EMAIL, address.place(), key);
            keys.directory().add(address, number);
            people.put(number, key);
        }
        keys.syncBoth();
    }

    static Stream<Arguments> pointsAndActs() {
        return Stream.of(Point.values())
                .flatMap(point -> Stream.of(Act.values()).map(act -> Arguments.of(point, act)));
    }

    @ParameterizedTest
    @MethodSource("pointsAndActs")
    void losesNothing(Point point, Act act) throws IOException {
        disk.failingAt(point);
        try {
            perform(act);
        } catch (Unavailable refused) {
            assertThat(keys.mirrorIsAway() || disk.halts() > 0 || !point.isOfMirror())
                    .isTrue();
        }
        disk.mended();
        keys.close();

        assertAllArePresentAfterAStart();
        FileSystemUtils.deleteRecursively(home);
        FileSystemUtils.copyRecursively(mirror, home);
        assertAllArePresent(KeyFiles.open(home, null));
    }

    /** If the first copy lost keys that the mirror has, or the mirror missed a clone's adoption, the operator must act. */
    private void assertAllArePresentAfterAStart() throws IOException {
        try {
            assertAllArePresent(KeyFiles.open(home, mirror));
        } catch (StartupRefused refused) {
            assertThat(refused.getMessage())
                    .containsAnyOf("older than its mirror: please copy", "please name another directory");
        }
    }

    private void perform(Act act) {
        switch (act) {
            case DOUBLING ->
                keys.makeRoom(IntStream.range(0, 60)
                        .mapToObj(number -> keys.directory().address(KeyFiles.ACME, "crowd" + number + "@x.example"))
                        .toList());
            case HEADER -> keys.remember(1000);
            case REWRAPPING -> {
                keys.upkeep().beginRewrapping(KeyFiles.RANDOMNESS);
                keys.upkeep().rewrap(0, PEOPLE / 2);
                keys.upkeep().rewrap(PEOPLE / 2, PEOPLE);
                keys.upkeep().endRewrapping();
            }
            case ADOPTING -> keys.upkeep().adopt(KeyFiles.RANDOMNESS.uuid());
        }
    }

    @Test
    void keepsTheIndexIfThereIsNoSpaceToDoubleIt() throws Exception {
        keys.close();
        try (var small = SmallDisk.mounted(place.resolve("small"))) {
            var here = small.path().resolve("keys");
            FileSystemUtils.copyRecursively(home, here);
            keys = KeyFiles.open(here, null);
            small.fill();

            perform(Act.DOUBLING);

            assertThat(keys.header().bits()).isEqualTo(KeyFiles.BITS);
            assertAllArePresent(keys);
            small.clear();
            keys = KeyFiles.open(here, null);
            perform(Act.DOUBLING);
            assertThat(keys.header().bits()).isGreaterThan(KeyFiles.BITS);
            assertThat(directories(here)).hasSize(1);
            assertAllArePresent(keys);
        }
    }

    private static List<Path> directories(Path home) throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("directory-"))
                    .toList();
        }
    }

    private void assertAllArePresent(KeyFile in) {
        try (in) {
            people.forEach((number, key) -> {
                assertThat(in.slots().key(number)).contains(key);
                assertThat(in.directory().find(in.directory().address(KeyFiles.ACME, email(number))))
                        .containsExactly(number);
            });
            assertThat(in.upkeep().inspect().damaged().isEmpty()).isTrue();
            assertThat(in.upkeep().inspect().damagedGroups().isEmpty()).isTrue();
        }
    }

    private static String email(long number) {
        return "guest" + number + "@x.example";
    }
}
