package lethe.platform.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Files and directories that are private to their owner from the moment of creation. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Creates an empty file; an existing one is left as it is. */
    public static void make(Path file) throws IOException {
        try {
            Files.createFile(file, permissions("rw-------"));
        } catch (FileAlreadyExistsException asItIs) {
            // Another node may have created it first.
        }
    }

    /** Creates the directory and its parents; an existing one is left as it is. */
    public static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    /**
     * Removes access for others from existing files, which an earlier version, a copy or a wide umask may have left open.
     *
     * <p>Directories that we cannot read, such as root's {@code lost+found} in a file system's top directory, are left alone.
     *
     * @param leftOut paths below it that other software closes
     * @throws IOException if a path is open to others and we may not change it
     */
    public static void close(Path place, Predicate<Path> leftOut) throws IOException {
        if (Files.isSymbolicLink(place) || leftOut.test(place)) {
            return;
        }
        var isDirectory = Files.isDirectory(place);
        if (isDirectory || Files.isRegularFile(place)) {
            closeOne(place, PosixFilePermissions.fromString(isDirectory ? "rwx------" : "rw-------"));
        }
        if (isDirectory && Files.isReadable(place)) {
            try (var beneath = Files.newDirectoryStream(place)) {
                for (var path : beneath) {
                    close(path, leftOut);
                }
            } catch (NoSuchFileException gone) {
                // Another node's temporary file, already deleted.
            }
        }
    }

    /**
     * Closes one file to others, following links. A file of another user is accepted if only its group may read it.
     *
     * @throws StartupRefused if it is open more widely and we may not change it
     */
    public static void closeFile(Path file) throws IOException {
        var place = file.toRealPath();
        try {
            closeOne(place, PosixFilePermissions.fromString("rw-------"));
        } catch (FileSystemException notOurs) {
            if (isOpenToAnybody(place)) {
                throw new StartupRefused("Any user of this machine can access " + place + ", and Lethe does not own it:"
                        + " give it to the user that Lethe runs as (chown), and run chmod 600 "
                        + place + ".");
            }
        }
    }

    /** Closes a directory and the files directly in it, but not its subdirectories. */
    public static void closeDirectory(Path directory) throws IOException {
        var place = directory.toRealPath();
        try {
            close(place, beneath -> !beneath.equals(place) && Files.isDirectory(beneath));
        } catch (FileSystemException notOurs) {
            if (isOpenToAnybody(place)) {
                throw new StartupRefused("Other users of this machine can access " + place
                        + ", and Lethe does not own it: give it to the user that Lethe runs as (chown -R),"
                        + " and run chmod 700 " + place
                        + ".");
            }
            throw notOurs;
        }
    }

    private static boolean isOpenToAnybody(Path place) throws IOException {
        var open = Files.getPosixFilePermissions(place);
        return open.contains(PosixFilePermission.OTHERS_READ)
                || open.contains(PosixFilePermission.OTHERS_WRITE)
                || open.contains(PosixFilePermission.GROUP_WRITE);
    }

    private static void closeOne(Path place, Set<PosixFilePermission> ours) throws IOException {
        try {
            if (!ours.containsAll(Files.getPosixFilePermissions(place))) {
                Files.setPosixFilePermissions(place, ours);
            }
        } catch (NoSuchFileException gone) {
            // Another node's temporary file, already deleted.
        }
    }

    /** Replaces the file atomically and durably: after a crash it has either the old text or the new one. */
    public static void replace(Path file, String text) throws IOException {
        var directory = Objects.requireNonNull(file.getParent());
        makeDirectory(directory);
        var beside = Files.createTempFile(directory, "replacing", ".new");
        try {
            Files.writeString(
                    beside,
                    text,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            syncNames(directory);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Makes created, renamed and deleted files durable: their names are part of the directory. */
    public static void syncNames(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Overwrites the file on disk before deleting it. */
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

    /** Makes everything below a directory durable. */
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
