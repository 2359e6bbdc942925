package lethe.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that are open to nobody else from their first moment on. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Empty; left as it is where it exists. */
    public static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, permissions("rw-------"));
        }
    }

    /** With those above it; left as it is where it exists. */
    public static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    /** Makes new, renamed and deleted files last: their names are the directory's bytes. */
    public static void syncNames(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Overwrites it on the disk, and only then deletes it. */
    public static void wipe(Path file) throws IOException {
        var zeros = ByteBuffer.allocate(1 << 16);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var size = channel.size();
            for (var position = 0L; position < size; position += zeros.capacity()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - position));
                channel.write(zeros, position);
            }
            channel.force(false);
        }
        Files.delete(file);
    }

    /** Makes all that is below a directory last. */
    public static void syncAll(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (var path : (Iterable<Path>) all::iterator) {
                syncNames(path);
            }
        }
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
