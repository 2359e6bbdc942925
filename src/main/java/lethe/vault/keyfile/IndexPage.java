package lethe.vault.keyfile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import lethe.vault.keyfile.EmailIndex.Address;

/**
 * Up to eight adjacent buckets of the e-mail index, 4096 bytes: the unit of locking, reading and writing. A full bucket overflows
 * into the next of its group, the last into the first, so that one lock covers all of them.
 *
 * <p>A bucket has 512 bytes: a flag whether it ever overflowed (32 bits), a CRC32C, its own number (64 bits), then 31 entries of
 * a tag and a slot, 64 bits each; slot 0 marks a free entry.
 */
final class IndexPage {
    static final int ENTRIES = 31;

    /** In bytes. */
    static final int BUCKET = 512;

    private static final int MOST = 8;
    private static final int ENTRY = 16;
    private static final int SUM = 4;
    private static final int NUMBER = 8;

    private final int number;
    private final int bits;
    private final ByteBuffer bytes;

    /** A group as read from an index with that number of bits. */
    public IndexPage(int number, int bits, byte[] bytes) {
        this.number = number;
        this.bits = bits;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    IndexPage(int number, int bits) {
        this(number, bits, new byte[size(bits)]);
    }

    /** In bytes. */
    public static int size(int bits) {
        return Math.min(MOST, 1 << bits) * BUCKET;
    }

    static int count(int bits) {
        return Math.max(1, (1 << bits) / MOST);
    }

    /** The group that contains a place. */
    static int of(int place, int bits) {
        return bucket(place, bits) / MOST;
    }

    public static int number(long position) {
        return (int) (position / (MOST * BUCKET));
    }

    long position() {
        return (long) number * MOST * BUCKET;
    }

    /** Whether every bucket has its own number and a correct checksum. */
    public boolean intact() {
        for (var at = 0; at < bytes.capacity(); at += BUCKET) {
            if (bytes.getLong(at + NUMBER) != number(at) || bytes.getInt(at + SUM) != sum(at)) {
                return false;
            }
        }
        return true;
    }

    List<Long> find(Address address) {
        var found = new ArrayList<Long>();
        var at = home(address);
        for (var bucket = 0; bucket < buckets(); bucket++) {
            for (var entry = at + ENTRY; entry < at + BUCKET; entry += ENTRY) {
                if (slot(entry) != 0 && bytes.getLong(entry) == address.tag()) {
                    found.add(slot(entry));
                }
            }
            if (bytes.getInt(at) == 0) {
                break;
            }
            at = next(at);
        }
        return found;
    }

    /** False if the whole group is full. */
    boolean add(Address address, long slot) {
        var at = home(address);
        for (var bucket = 0; bucket < buckets(); bucket++) {
            for (var entry = at + ENTRY; entry < at + BUCKET; entry += ENTRY) {
                if (slot(entry) == 0) {
                    put(entry, address.tag(), slot);
                    return true;
                }
            }
            bytes.putInt(at, 1);
            at = next(at);
        }
        return false;
    }

    /** Removes their entries anywhere in the group; false if there were none. */
    boolean remove(Collection<Long> slots) {
        var removed = false;
        for (var entry : taken()) {
            if (slots.contains(slot(entry))) {
                put(entry, 0, 0);
                removed = true;
            }
        }
        return removed;
    }

    /** Moves every entry to its place in the groups of a larger index. */
    void moveTo(List<IndexPage> larger, Slots places) {
        for (var entry : taken()) {
            places.find(slot(entry)).ifPresent(live -> {
                var address = new Address(live.place(), bytes.getLong(entry));
                var index = of(live.place(), bits + 1) - larger.getFirst().number;
                larger.get(index).add(address, slot(entry));
            });
        }
    }

    boolean holds(Collection<Long> slots) {
        return taken().stream().anyMatch(entry -> slots.contains(slot(entry)));
    }

    /** The slots of all entries. */
    List<Long> slots() {
        return taken().stream().map(this::slot).toList();
    }

    int entries() {
        return taken().size();
    }

    /** Updates the numbers and checksums, ready for writing. */
    byte[] bytes() {
        for (var at = 0; at < bytes.capacity(); at += BUCKET) {
            bytes.putLong(at + NUMBER, number(at));
            bytes.putInt(at + SUM, sum(at));
        }
        return bytes.array();
    }

    private static int bucket(int place, int bits) {
        return (int) (Integer.toUnsignedLong(place) >>> (Integer.SIZE - bits));
    }

    private int buckets() {
        return bytes.capacity() / BUCKET;
    }

    private int home(Address address) {
        return bucket(address.place(), bits) % buckets() * BUCKET;
    }

    private int next(int at) {
        return (at + BUCKET) % bytes.capacity();
    }

    private long number(int at) {
        return (long) number * MOST + at / BUCKET;
    }

    private List<Integer> taken() {
        var taken = new ArrayList<Integer>();
        for (var entry = ENTRY; entry < bytes.capacity(); entry += ENTRY) {
            if (entry % BUCKET != 0 && slot(entry) != 0) {
                taken.add(entry);
            }
        }
        return taken;
    }

    private long slot(int entry) {
        return bytes.getLong(entry + Long.BYTES);
    }

    private void put(int entry, long tag, long slot) {
        bytes.putLong(entry, tag).putLong(entry + Long.BYTES, slot);
    }

    private int sum(int at) {
        var sum = new CRC32C();
        sum.update(bytes.array(), at, SUM);
        sum.update(bytes.array(), at + NUMBER, BUCKET - NUMBER);
        return (int) sum.getValue();
    }
}
