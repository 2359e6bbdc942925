package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.EmailIndex.Address;
import org.junit.jupiter.api.Test;

/** Finding, adding and removing emails in the index. */
class EmailIndexTest extends IndexOfEmails {
    private static final int ROOM = 4 * IndexPage.ENTRIES;

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
}
