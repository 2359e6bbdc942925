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
 * Finds the slot of an e-mail outside the database, so that the database contains nothing derived from an e-mail.
 *
 * <p>Writers must lock the {@link #group}; readers need no lock.
 */
public final class EmailIndex {
    private static final Logger LOG = LoggerFactory.getLogger(EmailIndex.class);
    private static final int SAMPLES = 256;
    private static final double HALF = 0.5;
    private static final double CROWDED = 0.75;

    /** Shorter than any message that an address is computed from. */
    private static final byte[] LOCKS = "locks".getBytes(StandardCharsets.UTF_8);

    /**
     * The position of an e-mail and the tag that distinguishes its entry: disjoint bits of an HMAC.
     *
     * @param place its leading bits are the bucket's number; how many depends on the size of the index
     */
    public record Address(int place, long tag) {}

    private final MirroredFile mirroredFile;
    private final SecretKey key;
    private final SecretKey locks;
    private final WrappingKeys wrapping;
    private volatile int bits;
    private volatile boolean full;

    public EmailIndex(MirroredFile mirroredFile, WrappingKeys wrapping, KeyFileHeader header)
            throws GeneralSecurityException {
        this.mirroredFile = mirroredFile;
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

    /**
     * The advisory-lock number of a group, which depends on the database's start time and the hour. Without the key, numbers
     * cannot be related to each other.
     */
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
        var page = read(() -> group(address.place()));
        if (!page.add(address, slot)) {
            full = true;
            throw new Unavailable();
        }
        mirroredFile.write(KeyFilePart.DIRECTORY, page.position(), page.bytes());
    }

    /** Removes all entries of these slots from the group; durable after a sync. */
    public void remove(int number, Collection<Long> slots) {
        var page = read(() -> number);
        if (page.remove(slots)) {
            mirroredFile.write(KeyFilePart.DIRECTORY, page.position(), page.bytes());
        }
    }

    /** As {@link #remove}, for all groups. Damaged groups are skipped: they find nothing and are rebuilt later. */
    public void removeReadable(Collection<Long> slots) {
        IntStream.range(0, IndexPage.count(bits)).filter(this::isReadable).forEach(number -> remove(number, slots));
    }

    /** Verifies that the group on disk is the one in memory, and so contains no removed entry. */
    public void prove(int number) {
        var page = read(() -> number);
        mirroredFile.prove(KeyFilePart.DIRECTORY, page.position(), page.bytes());
    }

    /**
     * Reads the whole index; needed only for slots that a crash emptied before their entries were removed, because their place is
     * lost.
     */
    public SortedSet<Integer> groupsHolding(Collection<Long> slots) {
        return IntStream.range(0, IndexPage.count(bits))
                .filter(number -> read(() -> number).holds(slots))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Passes the group and slot of each entry; reads all groups except damaged ones. */
    public void eachEntry(BiConsumer<Integer, Long> each) {
        IntStream.range(0, IndexPage.count(bits))
                .filter(this::isReadable)
                .forEach(number -> read(() -> number).slots().forEach(slot -> each.accept(number, slot)));
    }

    /** Another node may have doubled the index or rewrapped all keys. */
    public void refresh() {
        var header = KeyFileHeader.of(mirroredFile);
        header.ifPresent(wrapping::take);
        var now = header.map(KeyFileHeader::bits).orElse(bits);
        if (now != bits) {
            mirroredFile.useDirectory(now);
            bits = now;
            full = false;
        }
    }

    /** The groups that fail their checksums. */
    public BitSet damagedGroups() {
        return IntStream.range(0, IndexPage.count(bits))
                .filter(number -> !isReadable(number))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Replaces these groups; they contain only the given e-mails afterwards. */
    public void rewrite(BitSet numbers, Map<Address, Long> slots) {
        numbers.stream().forEach(number -> {
            var page = new IndexPage(number, bits);
            slots.forEach((address, slot) -> {
                if (group(address.place()) == number) {
                    page.add(address, slot);
                }
            });
            mirroredFile.write(KeyFilePart.DIRECTORY, page.position(), page.bytes());
        });
    }

    private boolean isReadable(int number) {
        try {
            return read(() -> number).intact();
        } catch (Unavailable damaged) {
            return false;
        }
    }

    /** Whether an e-mail could not be added for lack of room. */
    public boolean isFull() {
        return full;
    }

    /** Whether these e-mails fit in and leave room for concurrent additions. */
    public boolean hasRoomFor(Collection<Address> addresses) {
        var wanted =
                addresses.stream().collect(Collectors.groupingBy(one -> group(one.place()), Collectors.counting()));
        return wanted.entrySet().stream()
                .allMatch(one -> read(one::getKey).entries() + one.getValue() <= CROWDED * most());
    }

    /** Estimated from samples, because an HMAC distributes entries evenly. */
    public boolean isOverHalfFull() {
        var step = Math.max(1, IndexPage.count(bits) / SAMPLES);
        return IntStream.iterate(0, number -> number < IndexPage.count(bits), number -> number + step)
                        .map(number -> read(() -> number).entries())
                        .average()
                        .orElse(0)
                > HALF * most();
    }

    /** The most entries that a group can contain. */
    private int most() {
        return IndexPage.size(bits) / IndexPage.BUCKET * IndexPage.ENTRIES;
    }

    /** Writes an index of twice the size with the same entries, except those whose key is destroyed. */
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
        var page = group(number.getAsInt(), mirroredFile::read);
        if (!page.intact()) {
            refresh();
            page = group(number.getAsInt(), mirroredFile::readBack);
        }
        if (!page.intact()) {
            LOG.error("The e-mail index is damaged at {}: please restore it", page.position());
            throw new Unavailable();
        }
        return page;
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
