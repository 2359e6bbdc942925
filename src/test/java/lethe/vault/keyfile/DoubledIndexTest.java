package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An index that doubles keeps its emails, and other nodes notice. */
class DoubledIndexTest extends IndexOfEmails {
    @Test
    void keepsAllEmailsWhenDoubling() throws IOException {
        for (var round = 0; round < 3; round++) {
            for (var number = 1; number <= 100; number++) {
                create("person" + number + "@round" + round, round * 100 + number);
            }
            keys.mend();
        }
        keys.close();
        keys = KeyFiles.open(place.resolve("keys"), place.resolve("mirror"));

        assertThat(keys.header().bits()).isEqualTo(KeyFiles.BITS + 3);
        for (var round = 0; round < 3; round++) {
            for (var number = 1; number <= 100; number++) {
                assertThat(find("person" + number + "@round" + round)).containsExactly(round * 100L + number);
            }
        }
    }

    @Test
    void makesRoomForManyBeforeTheyAreAdded() {
        create("person1@x.example", 1);
        var many = IntStream.range(2, 600)
                .mapToObj(number -> address("person" + number + "@x.example"))
                .toList();
        assertThat(keys.directory().hasRoomFor(many)).isFalse();

        keys.makeRoom(many);

        assertThat(keys.directory().hasRoomFor(many)).isTrue();
        for (var number = 2; number < 600; number++) {
            create("person" + number + "@x.example", number);
        }
        assertThat(find("person1@x.example")).containsExactly(1L);
        assertThat(find("person599@x.example")).containsExactly(599L);
        assertThat(keys.mirrorIsAway()).isFalse();
    }

    @Test
    void wipesTheSmallerIndexWhenDoubling() throws IOException {
        for (var number = 1; number <= 100; number++) {
            create("person" + number + "@x.example", number);
        }

        keys.mend();

        assertThat(file).doesNotExist();
        assertThat(place.resolve("mirror/directory-2")).doesNotExist();
        assertThat(place.resolve("mirror/directory-3")).hasSameBinaryContentAs(place.resolve("keys/directory-3"));
    }

    @Test
    void dropsEntriesWithoutAKeyWhenDoubling() {
        for (var number = 1; number <= 100; number++) {
            create("person" + number + "@x.example", number);
        }
        keys.slots().destroy(50);

        keys.mend();

        assertThat(find("person50@x.example")).isEmpty();
        assertThat(find("person51@x.example")).containsExactly(51L);
    }

    @Test
    void anotherNodeNoticesTheDoubling() throws IOException {
        create("person7@x.example", 7);
        try (var other = KeyFiles.open(place.resolve("keys"), null)) {
            assertThat(other.directory().find(address("person7@x.example"))).containsExactly(7L);
            for (var number = 8; number <= 100; number++) {
                create("person" + number + "@x.example", number);
            }

            keys.mend();
            create("late@x.example", 101);

            assertThat(other.directory().find(address("person7@x.example"))).containsExactly(7L);
            assertThat(other.directory().find(address("late@x.example"))).containsExactly(101L);
        }
    }

    @Test
    void aNodeThatMissedADoublingDoesNotWipeTheNewIndex() throws IOException {
        create("person1@x.example", 1);
        try (var other = KeyFiles.open(place.resolve("keys"), null)) {
            for (var number = 2; number <= 100; number++) {
                create("person" + number + "@x.example", number);
            }
            keys.mend();

            other.mend();

            assertThat(other.header().bits()).isEqualTo(KeyFiles.BITS + 1);
            for (var number = 1; number <= 100; number++) {
                assertThat(find("person" + number + "@x.example")).containsExactly((long) number);
            }
        }
    }
}
