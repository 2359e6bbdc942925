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

/** Files and directories that are open to nobody else from their first moment on. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Empty; left as it is where it exists. */
    public static void make(Path file) throws IOException {
        try {
            Files.createFile(file, permissions("rw-------"));
        } catch (FileAlreadyExistsException asItIs) {
            // Another node may have been faster.
        }
    }

    /** With those above it; left as it is where it exists. */
    public static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    /**
     * Closes to others what lies there already, as an earlier Lethe, a copy or a wide umask left it.
     *
     * <p>A directory that is closed to us, too, stays as it is: {@code lost+found} of a file system of its own is root's.
     *
     * @param leftOut what beneath it is somebody else's to close
     * @throws IOException where it is open to others and not ours to close
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
                // What another node had only for a moment.
            }
        }
    }

    /**
     * Closes one file to others, where a link to it leads; left alone where another user owns it and lets in a group alone, as
     * somebody who gave it to ours does.
     *
     * @throws StartupRefused where anybody may look into it and it is not ours to close
     */
    public static void closeFile(Path file) throws IOException {
        var place = file.toRealPath();
        try {
            closeOne(place, PosixFilePermissions.fromString("rw-------"));
        } catch (FileSystemException notOurs) {
            if (isOpenToAnybody(place)) {
                throw new StartupRefused("Anybody on this machine may look into " + place + ", and it is not Lethe's"
                        + " to close: please give it to the user that Lethe runs as (chown), and run chmod 600 "
                        + place + ".");
            }
        }
    }

    /** Closes a directory and the files that lie in it, without those of directories beneath. */
    public static void closeDirectory(Path directory) throws IOException {
        var place = directory.toRealPath();
        try {
            close(place, beneath -> !beneath.equals(place) && Files.isDirectory(beneath));
        } catch (FileSystemException notOurs) {
            if (isOpenToAnybody(place)) {
                throw new StartupRefused("Others on this machine may look into " + place + ", and it is not Lethe's to"
                        + " close: please give it to the user that Lethe runs as (chown -R), and run chmod 700 " + place
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
            // As above.
        }
    }

    /** Whole or not at all, and for good: whatever ends us meanwhile, the file has the former text or this one. */
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
