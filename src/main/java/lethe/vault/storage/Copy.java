package lethe.vault.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lethe.platform.kernel.PrivateFiles;

/** One copy of the key file, a directory with two files; handles bytes and positions, not their meaning. */
class Copy implements Closeable {
    private final Path home;
    private final Disk disk;
    private final OpenFile slots;
    private volatile OpenFile directory;

    Copy(Path home, int bits, Disk disk) throws IOException {
        this.home = home;
        this.disk = disk;
        slots = disk.open(KeyFilePart.slots(home));
        directory = disk.open(KeyFilePart.directory(home, bits));
    }

    /** The previous file stays open for current readers and is closed by the garbage collector. */
    void useDirectory(int bits) throws IOException {
        directory = disk.open(KeyFilePart.directory(home, bits));
    }

    /** Zeros beyond the end of the file. */
    byte[] read(KeyFilePart part, long position, int length) throws IOException {
        return opened(part).read(position, length);
    }

    /** Reads from the disk, bypassing the page cache, if the file system supports that. */
    byte[] readBack(KeyFilePart part, long position, int length) throws IOException {
        return opened(part).readBack(position, length);
    }

    void write(KeyFilePart part, long position, byte[] bytes) throws IOException {
        opened(part).write(position, bytes);
    }

    long size(KeyFilePart part) throws IOException {
        return opened(part).size();
    }

    /** Returns when everything written is durable. Throws if the path leads to another file by now. */
    void force() throws IOException {
        slots.force();
        directory.force();
    }

    /** Overwrites and removes index files of another size, the remains of an interrupted doubling. */
    void wipeDirectoriesBut(int bits) throws IOException {
        try (var others = Files.newDirectoryStream(home, KeyFilePart.DIRECTORY_NAME + "*")) {
            for (var other : others) {
                if (!other.equals(KeyFilePart.directory(home, bits))) {
                    PrivateFiles.wipe(other);
                }
            }
        }
        PrivateFiles.syncNames(home);
    }

    private OpenFile opened(KeyFilePart part) {
        return switch (part) {
            case SLOTS -> slots;
            case DIRECTORY -> directory;
        };
    }

    @Override
    public void close() throws IOException {
        slots.close();
        directory.close();
    }
}
