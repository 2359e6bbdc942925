package lethe.vault.keyfile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.SecretKey;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.vault.storage.Disk;
import lethe.vault.storage.FaultyDisk;
import lethe.vault.storage.HomeLock;
import lethe.vault.storage.KeyFilePart;
import org.jspecify.annotations.Nullable;

/** Key files of four buckets, so that e-mails collide, and ways to damage them. */
public final class KeyFiles {
    public static final Randomness RANDOMNESS = new Randomness(Clock.systemUTC());
    public static final SecretKey MASTER = KeyWrap.key(RANDOMNESS.bytes(KeyWrap.KEY));
    public static final UUID INSTALLATION = RANDOMNESS.uuid();
    public static final OrganisationId ACME = new OrganisationId(RANDOMNESS.uuid());
    public static final int BITS = 2;

    private KeyFiles() {}

    public static KeyFile fresh(Path home, @Nullable Path mirror) throws IOException {
        NewKeyFile.make(home, INSTALLATION, BITS, MASTER, RANDOMNESS);
        return open(home, mirror);
    }

    public static KeyFile open(Path home, @Nullable Path mirror) throws IOException {
        var keys = open(home, mirror, MASTER, new FaultyDisk());
        keys.admitMirror();
        keys.mend();
        keys.remember(0);
        return keys;
    }

    /** Opens the file as one of several nodes. */
    static KeyFile open(Path home, @Nullable Path mirror, SecretKey master, Disk disk) throws IOException {
        return KeyFile.open(HomeLock.of(home, true), mirror, master, disk);
    }

    public static SecretKey someKey() {
        return KeyWrap.key(RANDOMNESS.bytes(KeyWrap.KEY));
    }

    /** The raw bytes of a slot. */
    public static byte[] slot(Path home, long number) throws IOException {
        return bytes(KeyFilePart.slots(home), Slots.position(number), Slots.SIZE);
    }

    public static void zero(Path home, long number) throws IOException {
        overwrite(KeyFilePart.slots(home), Slots.position(number), new byte[Slots.SIZE]);
    }

    public static void flip(Path home, long number) throws IOException {
        flipBit(KeyFilePart.slots(home), Slots.position(number) + Slots.SIZE / 2);
    }

    /** Simulates a crash while writing: half of the bytes are new zeros, half are old. */
    public static void tear(Path home, long number) throws IOException {
        overwrite(KeyFilePart.slots(home), Slots.position(number), new byte[Slots.SIZE / 2]);
    }

    public static byte[] bytes(Path file, long position, int length) throws IOException {
        try (var raw = new RandomAccessFile(file.toFile(), "r")) {
            var bytes = new byte[length];
            raw.seek(position);
            raw.readFully(bytes);
            return bytes;
        }
    }

    public static void overwrite(Path file, long position, byte[] bytes) throws IOException {
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(position);
            raw.write(bytes);
        }
    }

    public static void flipBit(Path file, long position) throws IOException {
        var flipped = bytes(file, position, 1);
        flipped[0] ^= 1;
        overwrite(file, position, flipped);
    }

    public static boolean holds(Path file, byte[] sought) throws IOException {
        var bytes = Files.readAllBytes(file);
        for (var start = 0; start + sought.length <= bytes.length; start++) {
            if (Arrays.equals(bytes, start, start + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }
}
