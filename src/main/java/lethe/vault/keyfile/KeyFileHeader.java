package lethe.vault.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import lethe.vault.storage.KeyFilePart;
import lethe.vault.storage.MirroredFile;

/**
 * What the key file says of itself, in two copies of which the newer intact one counts, so that a torn write leaves one.
 *
 * @param generation one more with each change
 * @param installation whose keys these are
 * @param incarnation which life of that installation: a clone that goes its own way gets another
 * @param mark numbers up to this one were given out, whatever the file holds
 * @param bits the directory has two to the power of these buckets
 * @param mirror a sum of the path of the second copy, so that an empty directory there is an unmounted disk; 0: none
 * @param wrappingKey under which all slots are wrapped; itself wrapped under the master key
 * @param directoryKey from which the directory computes where an e-mail is; wrapped under the wrapping key
 * @param formerKey the wrapping key before, while slots are still wrapped under it; zeros: none
 * @param nonce drawn when the file was last taken up, and known to the database that it was taken up with; zeros: none yet
 */
public record KeyFileHeader(
        long generation,
        UUID installation,
        UUID incarnation,
        long mark,
        int bits,
        int mirror,
        ByteBuffer wrappingKey,
        ByteBuffer directoryKey,
        ByteBuffer formerKey,
        UUID nonce) {
    static final int SIZE = 512;

    /** The second copy is on a page of its own. */
    static final int APART = 4096;

    /** A directory of half a terabyte. */
    private static final int MOST_BITS = 30;

    public static final int NO_MIRROR = 0;
    public static final ByteBuffer NO_KEY = ByteBuffer.allocate(KeyWrap.WRAPPED).asReadOnlyBuffer();

    public static final UUID NO_NONCE = new UUID(0, 0);

    private static final long MAGIC = 0x4c455448452d4b31L;
    private static final int SUM = SIZE - Integer.BYTES;

    /** What the key file in a directory says of itself; empty where there is none. */
    public static Optional<KeyFileHeader> of(Path home) throws IOException {
        var file = KeyFilePart.slots(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var bytes = Files.newInputStream(file)) {
            var start = bytes.readNBytes(Slots.START);
            return start.length < Slots.START ? Optional.empty() : newest(start);
        }
    }

    public static Optional<KeyFileHeader> of(MirroredFile copies) {
        return newest(copies.read(KeyFilePart.SLOTS, 0, Slots.START));
    }

    /** The newer one that is intact, of the two copies in what the file begins with. */
    static Optional<KeyFileHeader> newest(byte[] start) {
        return Stream.of(ByteBuffer.wrap(start, 0, SIZE), ByteBuffer.wrap(start, APART, SIZE))
                .map(ByteBuffer::slice)
                .flatMap(copy -> read(copy).stream())
                .max(Comparator.comparingLong(KeyFileHeader::generation));
    }

    /** Proven to be on the disks before anything relies on it: a directory wiped, a key wrapped anew. */
    public void write(MirroredFile copies) {
        copies.write(KeyFilePart.SLOTS, position(), bytes());
        copies.sync();
        copies.prove(KeyFilePart.SLOTS, position(), bytes());
    }

    public KeyFileHeader with(long newMark, int newBits, int newMirror) {
        return next(incarnation, newMark, newBits, newMirror, wrappingKey, directoryKey, formerKey, nonce);
    }

    public KeyFileHeader with(ByteBuffer newWrappingKey, ByteBuffer newDirectoryKey, ByteBuffer newFormerKey) {
        return next(incarnation, mark, bits, mirror, newWrappingKey, newDirectoryKey, newFormerKey, nonce);
    }

    public KeyFileHeader withIncarnation(UUID newIncarnation) {
        return next(newIncarnation, mark, bits, mirror, wrappingKey, directoryKey, formerKey, nonce);
    }

    public KeyFileHeader withNonce(UUID newNonce) {
        return next(incarnation, mark, bits, mirror, wrappingKey, directoryKey, formerKey, newNonce);
    }

    private KeyFileHeader next(
            UUID newIncarnation,
            long newMark,
            int newBits,
            int newMirror,
            ByteBuffer newWrappingKey,
            ByteBuffer newDirectoryKey,
            ByteBuffer newFormerKey,
            UUID newNonce) {
        return new KeyFileHeader(
                generation + 1,
                installation,
                newIncarnation,
                newMark,
                newBits,
                newMirror,
                newWrappingKey,
                newDirectoryKey,
                newFormerKey,
                newNonce);
    }

    public boolean isOf(KeyFileHeader other) {
        return installation.equals(other.installation) && incarnation.equals(other.incarnation);
    }

    /** Never over the newest. */
    public long position() {
        return generation % 2 * APART;
    }

    public byte[] bytes() {
        var bytes = ByteBuffer.allocate(SIZE).putLong(MAGIC).putLong(generation);
        put(bytes, installation);
        put(bytes, incarnation);
        bytes.putLong(mark).putInt(bits).putInt(mirror);
        bytes.put(wrappingKey.duplicate()).put(directoryKey.duplicate()).put(formerKey.duplicate());
        put(bytes, nonce);
        return bytes.putInt(SUM, sum(bytes)).array();
    }

    private static Optional<KeyFileHeader> read(ByteBuffer copy) {
        if (copy.getInt(SUM) != sum(copy) || copy.getLong() != MAGIC) {
            return Optional.empty();
        }
        var header = new KeyFileHeader(
                copy.getLong(),
                uuid(copy),
                uuid(copy),
                copy.getLong(),
                copy.getInt(),
                copy.getInt(),
                wrapped(copy),
                wrapped(copy),
                wrapped(copy),
                uuid(copy));
        return Optional.of(header).filter(KeyFileHeader::isPossible);
    }

    /** A sum that fits by chance, or that another program wrote, is not enough. */
    private boolean isPossible() {
        return generation >= 0 && mark >= 0 && bits >= 0 && bits <= MOST_BITS;
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static ByteBuffer wrapped(ByteBuffer bytes) {
        var wrapped = new byte[KeyWrap.WRAPPED];
        bytes.get(wrapped);
        return ByteBuffer.wrap(wrapped);
    }

    private static int sum(ByteBuffer bytes) {
        var sum = new CRC32C();
        sum.update(bytes.duplicate().position(0).limit(SUM));
        return (int) sum.getValue();
    }
}
