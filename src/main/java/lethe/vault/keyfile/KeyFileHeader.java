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
 * The key file's header. It is stored twice, and the newer intact copy counts, so that a torn write leaves the other.
 *
 * @param generation incremented with each change
 * @param installation the owner of these keys
 * @param incarnation the branch of the installation: a clone that is adopted gets another
 * @param mark numbers up to this one have been used, whatever the file contains
 * @param bits the binary logarithm of the number of buckets in the e-mail index
 * @param mirror a hash of the second copy's path, so that an empty directory there is recognised as an unmounted disk; 0: none
 * @param wrappingKey wraps the keys of all slots; itself wrapped under the master key
 * @param directoryKey from which the e-mail index computes addresses; wrapped under the wrapping key
 * @param formerKey the previous wrapping key, while slots are still wrapped under it; zeros: none
 * @param nonce drawn when the file was last opened by the first node, and also stored in its database; zeros: none yet
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

    /** The second copy is on a separate page. */
    static final int APART = 4096;

    /** An index of half a terabyte. */
    private static final int MOST_BITS = 30;

    public static final int NO_MIRROR = 0;
    public static final ByteBuffer NO_KEY = ByteBuffer.allocate(KeyWrap.WRAPPED).asReadOnlyBuffer();

    public static final UUID NO_NONCE = new UUID(0, 0);

    private static final long MAGIC = 0x4c455448452d4b31L;
    private static final int SUM = SIZE - Integer.BYTES;

    /** The header of the key file in a directory; empty if there is none. */
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

    public static Optional<KeyFileHeader> of(MirroredFile mirroredFile) {
        return newest(mirroredFile.read(KeyFilePart.SLOTS, 0, Slots.START));
    }

    /** The newer intact one of the two copies at the start of the file. */
    static Optional<KeyFileHeader> newest(byte[] start) {
        return Stream.of(ByteBuffer.wrap(start, 0, SIZE), ByteBuffer.wrap(start, APART, SIZE))
                .map(ByteBuffer::slice)
                .flatMap(copy -> read(copy).stream())
                .max(Comparator.comparingLong(KeyFileHeader::generation));
    }

    /** Verified on disk before anything relies on it, such as wiping an index or rewrapping a key. */
    public void write(MirroredFile mirroredFile) {
        mirroredFile.write(KeyFilePart.SLOTS, position(), bytes());
        mirroredFile.sync();
        mirroredFile.prove(KeyFilePart.SLOTS, position(), bytes());
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

    /** Alternates, so that the newest copy is never overwritten. */
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

    /** Guards against a checksum that matches by chance or was written by another program. */
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
