package lethe.vault.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import lethe.vault.storage.KeyFilePart;

/** Damages the e-mail index on disk. */
public final class DirectoryFiles {
    private static final int ENTRY = 16;

    private DirectoryFiles() {}

    /** Damages the groups of the index that contain these slots. */
    public static void tearGroups(Path home, Collection<Long> numbers) throws IOException {
        var bits = KeyFileHeader.of(home).orElseThrow().bits();
        var file = KeyFilePart.directory(home, bits);
        for (var number = 0; number < IndexPage.count(bits); number++) {
            var group = new IndexPage(number, bits);
            if (new IndexPage(number, bits, KeyFiles.bytes(file, group.position(), IndexPage.size(bits)))
                    .holds(numbers)) {
                KeyFiles.overwrite(
                        file, group.position() + IndexPage.size(bits) / 2 + 7, new byte[IndexPage.size(bits) / 2 - 7]);
            }
        }
    }

    /** Keeps the checksums correct but removes the slot's entry. */
    public static void forgetEntry(Path home, long number) throws IOException {
        var bits = KeyFileHeader.of(home).orElseThrow().bits();
        var file = KeyFilePart.directory(home, bits);
        for (var at = 0; at < IndexPage.count(bits); at++) {
            var empty = new IndexPage(at, bits);
            var group = new IndexPage(at, bits, KeyFiles.bytes(file, empty.position(), IndexPage.size(bits)));
            if (group.remove(List.of(number))) {
                KeyFiles.overwrite(file, group.position(), group.bytes());
            }
        }
    }

    /** Keeps the checksums correct but adds a second entry of the slot. */
    public static void repeatEntry(Path home, long number) throws IOException {
        var bits = KeyFileHeader.of(home).orElseThrow().bits();
        var file = KeyFilePart.directory(home, bits);
        for (var at = 0; at < IndexPage.count(bits); at++) {
            var empty = new IndexPage(at, bits);
            var bytes = ByteBuffer.wrap(KeyFiles.bytes(file, empty.position(), IndexPage.size(bits)));
            var entries = IntStream.iterate(ENTRY, entry -> entry < bytes.capacity(), entry -> entry + ENTRY)
                    .filter(entry -> entry % IndexPage.BUCKET != 0)
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
                KeyFiles.overwrite(file, empty.position(), new IndexPage(at, bits, bytes.array()).bytes());
            }
        }
    }
}
