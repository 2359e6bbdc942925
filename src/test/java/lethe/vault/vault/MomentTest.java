package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.keyfile.KeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the schema's owner sees of the locks: the same numbers on every node, which reveal nothing else. */
class MomentTest {
    private static final Instant STARTED = Instant.parse("2026-11-21T08:00:00.000001Z");
    private static final Instant HALF_PAST = Instant.parse("2026-11-21T18:30:00Z");
    private static final List<Integer> GROUPS = List.of(3, 0, 2, 1);

    @TempDir
    Path home;

    private KeyFile keys;
    private KeyFile node;

    @BeforeEach
    void twoNodesOpenOneKeyFileOfFourBuckets() throws IOException {
        keys = KeyFiles.fresh(home, null);
        node = KeyFiles.open(home, null);
    }

    @AfterEach
    void close() {
        keys.close();
        node.close();
    }

    @Test
    void twoNodesLockTheSameNumbersInTheSameOrder() {
        var numbers = at(STARTED, HALF_PAST).numbers(keys.directory(), GROUPS);

        assertThat(List.copyOf(numbers)).isSorted().hasSize(4);
        assertThat(at(STARTED, HALF_PAST.plusSeconds(1)).numbers(node.directory(), GROUPS.reversed()))
                .containsExactlyElementsOf(numbers);
    }

    @Test
    void numbersChangeWithTheHourAndTheDatabasesStart() {
        var numbers = at(STARTED, HALF_PAST).numbers(keys.directory(), GROUPS);

        assertThat(at(STARTED, HALF_PAST.plusSeconds(3600)).numbers(keys.directory(), GROUPS))
                .doesNotContainAnyElementsOf(numbers);
        assertThat(at(STARTED.plusNanos(1000), HALF_PAST).numbers(keys.directory(), GROUPS))
                .doesNotContainAnyElementsOf(numbers);
        assertThat(numbers).noneMatch(number -> number >= 0 && number < 4);
    }

    @Test
    void numbersDependOnTheKeyFile(@TempDir Path elsewhere) throws IOException {
        try (var other = KeyFiles.fresh(elsewhere, null)) {
            assertThat(at(STARTED, HALF_PAST).numbers(other.directory(), GROUPS))
                    .doesNotContainAnyElementsOf(at(STARTED, HALF_PAST).numbers(keys.directory(), GROUPS));
        }
    }

    @Test
    void nearTheHourNodesOnEitherSideShareANumber() {
        var hour = Instant.parse("2026-11-21T19:00:00Z");
        var before = at(STARTED, hour.minusSeconds(30)).numbers(keys.directory(), Set.of(1));
        var after = at(STARTED, hour.plusSeconds(30)).numbers(node.directory(), Set.of(1));

        assertThat(before).hasSize(2).containsExactlyElementsOf(after);
        assertThat(at(STARTED, hour.minusSeconds(61)).numbers(keys.directory(), Set.of(1)))
                .hasSize(1)
                .isSubsetOf(before);
        assertThat(at(STARTED, hour.plusSeconds(60)).numbers(keys.directory(), Set.of(1)))
                .hasSize(1)
                .isSubsetOf(after);
    }

    @Test
    void fiveHundredGroupsHaveFiveHundredNumbers() {
        var groups = IntStream.range(0, 500).boxed().toList();

        assertThat(at(STARTED, HALF_PAST).numbers(keys.directory(), groups)).hasSize(500);
    }

    private static Moment at(Instant started, Instant now) {
        return new Moment(started, now);
    }
}
