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
 * The keys: 64 bytes each, found by their number alone, wrapped under the wrapping key; all zeros once destroyed.
 *
 * <p>A slot is one byte of kind, three of zeros, the place of its e-mail in the directory (32 bits), its number, the key
 * wrapped by AES-KW, four bytes of zeros and a CRC32C over all before.
 */
public final class Slots {
    public static final int SIZE = 64;

    /** Whole blocks for the header, so that a slot never shares a sector with it. */
    public static final int START = 8192;

    /** That of the installation itself. */
    public static final long INSTALLATION = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
    private static final byte[] EMPTY = new byte[SIZE];
    private static final int SUM = SIZE - Integer.BYTES;

    /** What a key is for; the first byte of its slot. */
    public enum Kind {
        INSTALLATION,
        ORGANISATION,
        SECRETS,
        EMAIL;

        byte code() {
            return (byte) (ordinal() + 1);
        }
    }

    /** A slot that holds a key. */
    public record Live(Kind kind, int place, ByteBuffer wrapped) {}

    private final MirroredFile copies;
    private final WrappingKeys wrapping;

    public Slots(MirroredFile copies, WrappingKeys wrapping) {
        this.copies = copies;
        this.wrapping = wrapping;
    }

    public void write(long number, Kind kind, int place, SecretKey key) {
        if (isTaken(number)) {
            throw new IllegalStateException("slot " + number + " was given out before");
        }
        copies.write(KeyFilePart.SLOTS, position(number), bytes(number, kind, place, wrapping.wrap(key)));
    }

    /** Empty once it is destroyed. */
    public Optional<SecretKey> key(long number) {
        try {
            return unwrapped(number);
        } catch (GeneralSecurityException underANewerKey) {
            KeyFileHeader.of(copies).ifPresent(wrapping::take);
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

    /** Wraps a key anew, under the newest wrapping key; on the disk once synced. */
    public void rewrap(long number) {
        var live = find(number);
        if (live.isPresent()) {
            var key = key(number).orElseThrow();
            var bytes = bytes(number, live.get().kind(), live.get().place(), wrapping.wrap(key));
            copies.write(KeyFilePart.SLOTS, position(number), bytes);
        }
    }

    /** Empty when the key was destroyed or is damaged; neither is believed before the disk itself has said so. */
    public Optional<Live> find(long number) {
        var bytes = copies.read(KeyFilePart.SLOTS, position(number), SIZE);
        if (!intact(bytes, number)) {
            bytes = copies.readBack(KeyFilePart.SLOTS, position(number), SIZE);
        }
        return intact(bytes, number) ? Optional.of(live(ByteBuffer.wrap(bytes))) : Optional.empty();
    }

    /** Whether there is anything but zeros. */
    public boolean isTaken(long number) {
        return !isEmpty(copies.read(KeyFilePart.SLOTS, position(number), SIZE));
    }

    /** Leaves nothing but zeros; on the disk once synced, and proven by {@link #prove}. */
    public void destroy(long number) {
        copies.write(KeyFilePart.SLOTS, position(number), EMPTY);
    }

    public void prove(long number) {
        copies.prove(KeyFilePart.SLOTS, position(number), EMPTY);
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
