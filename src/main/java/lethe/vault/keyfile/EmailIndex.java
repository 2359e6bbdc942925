package lethe.vault.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Unavailable;
import lethe.vault.storage.KeyFilePart;
import lethe.vault.storage.MirroredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the slot of an e-mail outside the database, so that nothing computed from an e-mail is in it.
 *
 * <p>Whoever writes holds the lock of the {@link #group}; whoever reads needs none.
 */
public final class EmailIndex {
    private static final Logger LOG = LoggerFactory.getLogger(EmailIndex.class);
    private static final int SAMPLES = 256;
    private static final double HALF = 0.5;
    private static final double CROWDED = 0.75;

    /** Shorter than what an address is computed from. */
    private static final byte[] LOCKS = "locks".getBytes(StandardCharsets.UTF_8);

    /**
     * Where an e-mail is, and how its entry is told from others: disjoint bits of an HMAC.
     *
     * @param place its first bits are the bucket's number: as many as the directory has at the time
     */
    public record Address(int place, long tag) {}

    private final MirroredFile copies;
    private final SecretKey key;
    private final SecretKey locks;
    private final WrappingKeys wrapping;
    private volatile int bits;
    private volatile boolean full;

    public EmailIndex(MirroredFile copies, WrappingKeys wrapping, KeyFileHeader header)
            throws GeneralSecurityException {
        this.copies = copies;
        this.wrapping = wrapping;
        key = wrapping.directoryKey(header);
        locks = KeyWrap.key(KeyWrap.hmac(key, LOCKS).array());
        bits = header.bits();
    }

    public Address address(OrganisationId organisation, String email) {
        var id = organisation.value();
        var text = email.getBytes(StandardCharsets.UTF_8);
        var message = ByteBuffer.allocate(2 * Long.BYTES + 1 + text.length)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put((byte) 0)
                .put(text);
        var hmac = KeyWrap.hmac(key, message.array());
        return new Address(hmac.getInt(), hmac.getLong());
    }

    /** The number under which a group is locked in that hour of a database that was started then: none can be told from another. */
    public long lockNumber(int group, Instant started, long hour) {
        var message = ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                .putInt(group)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, started))
                .putLong(hour);
        return KeyWrap.hmac(locks, message.array()).getLong();
    }

    public int group(int place) {
        return IndexPage.of(place, bits);
    }

    public List<Long> find(Address address) {
        return read(() -> group(address.place())).find(address);
    }

    public void add(Address address, long slot) {
        var group = read(() -> group(address.place()));
        if (!group.add(address, slot)) {
            full = true;
            throw new Unavailable();
        }
        copies.write(KeyFilePart.DIRECTORY, group.position(), group.bytes());
    }

    /** Leaves no entry of these slots in that group; on the disk once synced. */
    public void remove(int number, Collection<Long> slots) {
        var group = read(() -> number);
        if (group.remove(slots)) {
            copies.write(KeyFilePart.DIRECTORY, group.position(), group.bytes());
        }
    }

    /** As {@link #remove}, wherever entries are; those in a damaged group lead to nothing, and go when it is mended. */
    public void removeReadable(Collection<Long> slots) {
        IntStream.range(0, IndexPage.count(bits)).filter(this::isReadable).forEach(number -> remove(number, slots));
    }

    /** That no entry of these slots is on the disk in that group. */
    public void prove(int number) {
        var group = read(() -> number);
        copies.prove(KeyFilePart.DIRECTORY, group.position(), group.bytes());
    }

    /** Reads all of it: only for slots that a crash left empty before their entries, and so without their place. */
    public SortedSet<Integer> groupsHolding(Collection<Long> slots) {
        return IntStream.range(0, IndexPage.count(bits))
                .filter(number -> read(() -> number).holds(slots))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The slot of each entry, one by one, and in which group it is: reads all of it but what is damaged. */
    public void eachEntry(BiConsumer<Integer, Long> each) {
        IntStream.range(0, IndexPage.count(bits))
                .filter(this::isReadable)
                .forEach(number -> read(() -> number).slots().forEach(slot -> each.accept(number, slot)));
    }

    /** Another node may have doubled it, or wrapped all keys anew. */
    public void refresh() {
        var header = KeyFileHeader.of(copies);
        header.ifPresent(wrapping::take);
        var now = header.map(KeyFileHeader::bits).orElse(bits);
        if (now != bits) {
            copies.useDirectory(now);
            bits = now;
            full = false;
        }
    }

    /** Which of its groups are not what was written there. */
    public BitSet damagedGroups() {
        return IntStream.range(0, IndexPage.count(bits))
                .filter(number -> !isReadable(number))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Leaves nothing in these groups but those e-mails. */
    public void rewrite(BitSet numbers, Map<Address, Long> slots) {
        numbers.stream().forEach(number -> {
            var group = new IndexPage(number, bits);
            slots.forEach((address, slot) -> {
                if (group(address.place()) == number) {
                    group.add(address, slot);
                }
            });
            copies.write(KeyFilePart.DIRECTORY, group.position(), group.bytes());
        });
    }

    private boolean isReadable(int number) {
        try {
            return read(() -> number).intact();
        } catch (Unavailable damaged) {
            return false;
        }
    }

    /** Whether there was no room for an e-mail. */
    public boolean isFull() {
        return full;
    }

    /** Whether these e-mails can be added, and room be left for those that others add meanwhile. */
    public boolean hasRoomFor(Collection<Address> addresses) {
        var wanted =
                addresses.stream().collect(Collectors.groupingBy(one -> group(one.place()), Collectors.counting()));
        return wanted.entrySet().stream()
                .allMatch(one -> read(one::getKey).entries() + one.getValue() <= CROWDED * most());
    }

    /** By samples: an HMAC spreads evenly. */
    public boolean isOverHalfFull() {
        var step = Math.max(1, IndexPage.count(bits) / SAMPLES);
        return IntStream.iterate(0, number -> number < IndexPage.count(bits), number -> number + step)
                        .map(number -> read(() -> number).entries())
                        .average()
                        .orElse(0)
                > HALF * most();
    }

    /** Entries of a group. */
    private int most() {
        return IndexPage.size(bits) / IndexPage.BUCKET * IndexPage.ENTRIES;
    }

    /** A directory of twice the size with the same entries, without those whose key is destroyed. */
    public void writeDoubled(Path file, Slots slots) throws IOException {
        IndexFile.write(file, IndexPage.count(bits), number -> {
            var larger = IntStream.range(0, IndexPage.count(bits + 1) / IndexPage.count(bits))
                    .mapToObj(half -> new IndexPage(number * 2 + half, bits + 1))
                    .toList();
            read(() -> number).moveTo(larger, slots);
            return larger;
        });
    }

    private IndexPage read(IntSupplier number) {
        var group = group(number.getAsInt(), copies::read);
        if (!group.intact()) {
            refresh();
            group = group(number.getAsInt(), copies::readBack);
        }
        if (!group.intact()) {
            LOG.error("The directory of e-mails is damaged at {}: please restore it", group.position());
            throw new Unavailable();
        }
        return group;
    }

    private IndexPage group(int number, Reading reading) {
        var current = bits;
        var empty = new IndexPage(number, current);
        return new IndexPage(
                number, current, reading.read(KeyFilePart.DIRECTORY, empty.position(), IndexPage.size(current)));
    }

    private interface Reading {
        byte[] read(KeyFilePart part, long position, int length);
    }
}
