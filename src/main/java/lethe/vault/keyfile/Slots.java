package lethe.vault.keyfile;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;
import lethe.platform.kernel.KeyFileDamaged;
import lethe.vault.storage.KeyFilePart;
import lethe.vault.storage.MirroredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys: 64 bytes each, found by their number only, wrapped under the wrapping key; all zeros once destroyed.
 *
 * <p>A slot consists of one byte for the kind, three of zeros, the place of its e-mail in the index (32 bits), its number (64
 * bits), the key wrapped by AES-KW, four bytes of zeros, and a CRC32C of everything before.
 */
public final class Slots {
    public static final int SIZE = 64;

    /** Whole blocks for the header, so that no slot shares a sector with it. */
    public static final int START = 8192;

    /** The slot of the installation's own key. */
    public static final long INSTALLATION = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
    private static final byte[] EMPTY = new byte[SIZE];
    private static final int SUM = SIZE - Integer.BYTES;

    /** The use of a key; the first byte of its slot. */
    public enum Kind {
        INSTALLATION,
        ORGANISATION,
        SECRETS,
        EMAIL;

        byte code() {
            return (byte) (ordinal() + 1);
        }
    }

    /** A slot that contains a key. */
    public record Live(Kind kind, int place, ByteBuffer wrapped) {}

    private final MirroredFile mirroredFile;
    private final WrappingKeys wrapping;

    public Slots(MirroredFile mirroredFile, WrappingKeys wrapping) {
        this.mirroredFile = mirroredFile;
        this.wrapping = wrapping;
    }

    public void write(long number, Kind kind, int place, SecretKey key) {
        if (isTaken(number)) {
            throw new IllegalStateException("slot " + number + " has been used before");
        }
        mirroredFile.write(KeyFilePart.SLOTS, position(number), bytes(number, kind, place, wrapping.wrap(key)));
    }

    /** Empty once it is destroyed. */
    public Optional<SecretKey> key(long number) {
        try {
            return unwrapped(number);
        } catch (GeneralSecurityException underANewerKey) {
            KeyFileHeader.of(mirroredFile).ifPresent(wrapping::take);
        }
        try {
            return unwrapped(number);
        } catch (GeneralSecurityException tampered) {
            throw damaged(number);
        }
    }

    private Optional<SecretKey> unwrapped(long number) throws GeneralSecurityException {
        var live = find(number);
        if (live.isEmpty() && isTaken(number)) {
            throw damaged(number);
        }
        return live.isEmpty()
                ? Optional.empty()
                : Optional.of(wrapping.unwrap(live.get().wrapped()));
    }

    /** Wraps the key under the newest wrapping key; durable after a sync. */
    public void rewrap(long number) {
        var live = find(number);
        if (live.isPresent()) {
            var key = key(number).orElseThrow();
            var bytes = bytes(number, live.get().kind(), live.get().place(), wrapping.wrap(key));
            mirroredFile.write(KeyFilePart.SLOTS, position(number), bytes);
        }
    }

    /** Empty if the slot has no intact key, which a second read, from the disk, confirms. */
    public Optional<Live> find(long number) {
        var bytes = mirroredFile.read(KeyFilePart.SLOTS, position(number), SIZE);
        if (!intact(bytes, number)) {
            bytes = mirroredFile.readBack(KeyFilePart.SLOTS, position(number), SIZE);
        }
        return intact(bytes, number) ? Optional.of(live(ByteBuffer.wrap(bytes))) : Optional.empty();
    }

    /** Whether the slot contains anything but zeros. */
    public boolean isTaken(long number) {
        return !isEmpty(mirroredFile.read(KeyFilePart.SLOTS, position(number), SIZE));
    }

    /** Overwrites the slot with zeros; durable after a sync, and verified by {@link #prove}. */
    public void destroy(long number) {
        mirroredFile.write(KeyFilePart.SLOTS, position(number), EMPTY);
    }

    public void prove(long number) {
        mirroredFile.prove(KeyFilePart.SLOTS, position(number), EMPTY);
    }

    public static byte[] bytes(long number, Kind kind, int place, byte[] wrapped) {
        var bytes = ByteBuffer.allocate(SIZE)
                .put(kind.code())
                .putInt(Integer.BYTES, place)
                .putLong(2 * Integer.BYTES, number)
                .put(2 * Integer.BYTES + Long.BYTES, wrapped);
        return bytes.putInt(SUM, sum(bytes)).array();
    }

    public static long position(long number) {
        return START + number * SIZE;
    }

    public static long number(long position) {
        return (position - START) / SIZE;
    }

    public static boolean isEmpty(byte[] bytes) {
        return Arrays.equals(bytes, EMPTY);
    }

    private static boolean intact(byte[] bytes, long number) {
        return intact(bytes, 0, number);
    }

    public static boolean intact(byte[] bytes, int at, long number) {
        var slot = ByteBuffer.wrap(bytes, at, SIZE).slice();
        return slot.get(0) > 0
                && slot.get(0) <= Kind.values().length
                && slot.getLong(2 * Integer.BYTES) == number
                && slot.getInt(SUM) == sum(slot);
    }

    private static Live live(ByteBuffer slot) {
        var wrapped = new byte[KeyWrap.WRAPPED];
        slot.get(2 * Integer.BYTES + Long.BYTES, wrapped);
        return new Live(Kind.values()[slot.get(0) - 1], slot.getInt(Integer.BYTES), ByteBuffer.wrap(wrapped));
    }

    private static KeyFileDamaged damaged(long number) {
        LOG.error("Slot {} of the key file is damaged: please restore the key file from its mirror or a copy", number);
        return new KeyFileDamaged();
    }

    private static int sum(ByteBuffer slot) {
        var sum = new CRC32C();
        sum.update(slot.duplicate().position(0).limit(SUM));
        return (int) sum.getValue();
    }
}
