package lethe.vault.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import lethe.vault.storage.Part;

/** Ways to damage a directory where it lies. */
public final class DirectoryFiles {
    private static final int ENTRY = 16;

    private DirectoryFiles() {}

    /** The parts of the directory where these slots have entries. */
    public static void tearGroups(Path home, Collection<Long> numbers) throws IOException {
        var bits = Header.of(home).orElseThrow().bits();
        var file = Part.directory(home, bits);
        for (var number = 0; number < Group.count(bits); number++) {
            var group = new Group(number, bits);
            if (new Group(number, bits, KeyFiles.bytes(file, group.position(), Group.size(bits))).holds(numbers)) {
                KeyFiles.overwrite(
                        file, group.position() + Group.size(bits) / 2 + 7, new byte[Group.size(bits) / 2 - 7]);
            }
        }
    }

    /** Whole, but without an entry of that slot. */
    public static void forgetEntry(Path home, long number) throws IOException {
        var bits = Header.of(home).orElseThrow().bits();
        var file = Part.directory(home, bits);
        for (var at = 0; at < Group.count(bits); at++) {
            var empty = new Group(at, bits);
            var group = new Group(at, bits, KeyFiles.bytes(file, empty.position(), Group.size(bits)));
            if (group.remove(List.of(number))) {
                KeyFiles.overwrite(file, group.position(), group.bytes());
            }
        }
    }

    /** Whole, but with two entries of that slot. */
    public static void repeatEntry(Path home, long number) throws IOException {
        var bits = Header.of(home).orElseThrow().bits();
        var file = Part.directory(home, bits);
        for (var at = 0; at < Group.count(bits); at++) {
            var empty = new Group(at, bits);
            var bytes = ByteBuffer.wrap(KeyFiles.bytes(file, empty.position(), Group.size(bits)));
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
                KeyFiles.overwrite(file, empty.position(), new Group(at, bits, bytes.array()).bytes());
            }
        }
    }
}
