package lethe.keyfile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import lethe.disk.FaultyDisk;
import lethe.disk.Part;
import lethe.kernel.OrganisationId;
import lethe.kernel.Randomness;
import lethe.masterkey.Wrapping;
import org.jspecify.annotations.Nullable;

/** Key files of four buckets, so that e-mails collide, and ways to damage them. */
public final class KeyFiles {
    public static final Randomness RANDOMNESS = new Randomness(Clock.systemUTC());
    public static final SecretKey MASTER = Wrapping.key(RANDOMNESS.bytes(Wrapping.KEY));
    public static final UUID INSTALLATION = RANDOMNESS.uuid();
    static final OrganisationId ACME = new OrganisationId(RANDOMNESS.uuid());
    static final int BITS = 2;
    private static final int ENTRY = 16;

    private KeyFiles() {}

    static KeyFile fresh(Path home, @Nullable Path mirror) throws IOException {
        NewKeyFile.make(home, INSTALLATION, BITS, MASTER, RANDOMNESS);
        return open(home, mirror);
    }

    static KeyFile open(Path home, @Nullable Path mirror) throws IOException {
        var keys = KeyFile.open(home, mirror, MASTER, new FaultyDisk());
        keys.admitMirror();
        keys.mend();
        keys.remember(0);
        return keys;
    }

    public static SecretKey someKey() {
        return Wrapping.key(RANDOMNESS.bytes(Wrapping.KEY));
    }

    /** The raw bytes of a slot. */
    public static byte[] slot(Path home, long number) throws IOException {
        return bytes(Part.slots(home), Slots.position(number), Slots.SIZE);
    }

    public static void zero(Path home, long number) throws IOException {
        overwrite(Part.slots(home), Slots.position(number), new byte[Slots.SIZE]);
    }

    public static void flip(Path home, long number) throws IOException {
        flipBit(Part.slots(home), Slots.position(number) + Slots.SIZE / 2);
    }

    /** As a crash in the middle of writing leaves it: half of the new zeros, half of the old bytes. */
    public static void tear(Path home, long number) throws IOException {
        overwrite(Part.slots(home), Slots.position(number), new byte[Slots.SIZE / 2]);
    }

    /** The parts of the directory where these slots have entries. */
    public static void tearGroups(Path home, Collection<Long> numbers) throws IOException {
        var bits = Header.of(home).orElseThrow().bits();
        var file = Part.directory(home, bits);
        for (var number = 0; number < Group.count(bits); number++) {
            var group = new Group(number, bits);
            if (new Group(number, bits, bytes(file, group.position(), Group.size(bits))).holds(numbers)) {
                overwrite(file, group.position() + Group.size(bits) / 2 + 7, new byte[Group.size(bits) / 2 - 7]);
            }
        }
    }

    /** Whole, but without an entry of that slot. */
    public static void forgetEntry(Path home, long number) throws IOException {
        var bits = Header.of(home).orElseThrow().bits();
        var file = Part.directory(home, bits);
        for (var at = 0; at < Group.count(bits); at++) {
            var empty = new Group(at, bits);
            var group = new Group(at, bits, bytes(file, empty.position(), Group.size(bits)));
            if (group.remove(List.of(number))) {
                overwrite(file, group.position(), group.bytes());
            }
        }
    }

    /** Whole, but with two entries of that slot. */
    public static void repeatEntry(Path home, long number) throws IOException {
        var bits = Header.of(home).orElseThrow().bits();
        var file = Part.directory(home, bits);
        for (var at = 0; at < Group.count(bits); at++) {
            var empty = new Group(at, bits);
            var bytes = ByteBuffer.wrap(bytes(file, empty.position(), Group.size(bits)));
            var entries = IntStream.iterate(ENTRY, entry -> entry < bytes.capacity(), entry -> entry + ENTRY)
                    .filter(entry -> entry % Group.BUCKET != 0)
                    .boxed()
                    .toList();
            var one = entries.stream()
                    .filter(entry -> bytes.getLong(entry + Long.BYTES) == number)
                    .findFirst();
            if (one.isPresent()) {
                var free = entries.stream()
                        .filter(entry -> bytes.getLong(entry + Long.BYTES) == 0)
                        .findFirst()
                        .orElseThrow();
                bytes.put(free, bytes.array(), one.get(), ENTRY);
                overwrite(file, empty.position(), new Group(at, bits, bytes.array()).bytes());
            }
        }
    }

    static byte[] bytes(Path file, long position, int length) throws IOException {
        try (var raw = new RandomAccessFile(file.toFile(), "r")) {
            var bytes = new byte[length];
            raw.seek(position);
            raw.readFully(bytes);
            return bytes;
        }
    }

    static void overwrite(Path file, long position, byte[] bytes) throws IOException {
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(position);
            raw.write(bytes);
        }
    }

    static void flipBit(Path file, long position) throws IOException {
        var flipped = bytes(file, position, 1);
        flipped[0] ^= 1;
        overwrite(file, position, flipped);
    }

    static boolean holds(Path file, byte[] sought) throws IOException {
        var bytes = Files.readAllBytes(file);
        for (var start = 0; start + sought.length <= bytes.length; start++) {
            if (Arrays.equals(bytes, start, start + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }
}
