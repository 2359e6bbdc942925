package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.EmailIndex.Address;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.KeyFilePart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailIndexTest {
    private static final int ROOM = 4 * IndexPage.ENTRIES;

    @TempDir
    Path place;

    private KeyFile keys;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        keys = KeyFiles.fresh(place.resolve("keys"), place.resolve("mirror"));
        file = KeyFilePart.directory(place.resolve("keys"), KeyFiles.BITS);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void findsAnEmailInItsOrganisationOnly() {
        add("bea@x.example", 1);

        assertThat(find("bea@x.example")).containsExactly(1L);
        assertThat(find("leo@x.example")).isEmpty();
        var elsewhere = new OrganisationId(UUID.randomUUID());
        assertThat(keys.directory().find(keys.directory().address(elsewhere, "bea@x.example")))
                .isEmpty();
    }

    @Test
    void distinguishesEmailsInOneBucket() {
        var bea = new Address(0x40000000, 1);
        var leo = new Address(0x40000001, 2);

        keys.directory().add(bea, 11);
        keys.directory().add(leo, 12);
        keys.directory().remove(keys.directory().group(bea.place()), List.of(11L));

        assertThat(keys.directory().find(bea)).isEmpty();
        assertThat(keys.directory().find(leo)).containsExactly(12L);
    }

    @Test
    void overflowsFromAFullBucket() {
        var last = 0xC0000000;

        for (var number = 1; number <= ROOM; number++) {
            keys.directory().add(new Address(last, number), number);
        }

        for (var number = 1; number <= ROOM; number++) {
            assertThat(keys.directory().find(new Address(last, number))).containsExactly((long) number);
        }
    }

    @Test
    void findsOverflowedEntriesAfterTheBucketHasRoomAgain() {
        for (var number = 1; number <= ROOM; number++) {
            keys.directory().add(new Address(0, number), number);
        }

        keys.directory().remove(0, List.of(1L));

        assertThat(keys.directory().find(new Address(0, ROOM))).containsExactly((long) ROOM);
        keys.directory().add(new Address(0, 1), 777);
        assertThat(keys.directory().find(new Address(0, 1))).containsExactly(777L);
    }

    @Test
    void refusesEntriesWithoutRoom() {
        for (var number = 1; number <= ROOM; number++) {
            keys.directory().add(new Address(0, number), number);
        }

        assertThatThrownBy(() -> keys.directory().add(new Address(0, 999), 999)).isInstanceOf(Unavailable.class);
        assertThat(keys.needsMending()).isTrue();
    }

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

    @Test
    void detectsAFlippedTornZeroedOrMisplacedBucket() throws IOException {
        for (var number = 1; number <= 100; number++) {
            create("person" + number + "@x.example", number);
        }
        var intact = KeyFiles.bytes(file, 0, 4 * 512);

        KeyFiles.flipBit(file, 700);
        assertThatThrownBy(() -> find("person1@x.example")).isInstanceOf(Unavailable.class);

        KeyFiles.overwrite(file, 0, intact);
        KeyFiles.overwrite(file, 512 + 256, new byte[256]);
        assertThatThrownBy(() -> find("person1@x.example")).isInstanceOf(Unavailable.class);

        KeyFiles.overwrite(file, 0, intact);
        KeyFiles.overwrite(file, 512, new byte[512]);
        assertThatThrownBy(() -> find("person1@x.example")).isInstanceOf(Unavailable.class);

        KeyFiles.overwrite(file, 0, intact);
        KeyFiles.overwrite(file, 512, java.util.Arrays.copyOf(intact, 512));
        assertThatThrownBy(() -> find("person1@x.example")).isInstanceOf(Unavailable.class);

        KeyFiles.overwrite(file, 0, intact);
        assertThat(find("person1@x.example")).containsExactly(1L);
    }

    @Test
    void removesTheTagOfAForgottenEmail() throws IOException {
        create("bea@x.example", 1);
        var tag = java.nio.ByteBuffer.allocate(8)
                .putLong(address("bea@x.example").tag())
                .array();
        assertThat(KeyFiles.holds(file, tag)).isTrue();

        var groups = keys.groups(List.of(1L));
        keys.erase(List.of(1L), groups);
        keys.isErased(List.of(1L), groups);

        assertThat(KeyFiles.holds(file, tag)).isFalse();
        assertThat(KeyFiles.holds(place.resolve("mirror/directory-2"), tag)).isFalse();
    }

    @Test
    void findsTheEntryOfASlotEmptiedByACrash() {
        create("bea@x.example", 1);
        keys.slots().destroy(1);

        var groups = keys.groups(List.of(1L));
        keys.erase(List.of(1L), groups);

        assertThat(find("bea@x.example")).isEmpty();
    }

    private void create(String email, long number) {
        keys.slots().write(number, Kind.EMAIL, address(email).place(), KeyFiles.someKey());
        add(email, number);
    }

    private void add(String email, long number) {
        keys.directory().add(address(email), number);
    }

    private List<Long> find(String email) {
        return keys.directory().find(address(email));
    }

    private Address address(String email) {
        return keys.directory().address(KeyFiles.ACME, email);
    }
}
