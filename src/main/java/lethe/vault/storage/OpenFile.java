package lethe.vault.storage;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file that is written and synced.
 *
 * <p>Avoids {@link FileChannel}, which is closed for all users when one thread is interrupted.
 */
class OpenFile implements Closeable {
    private final Path path;
    private final Disk disk;
    private final Object key;
    private final RandomAccessFile file;
    private final boolean direct;
    private volatile boolean written;

    OpenFile(Path path, Disk disk) throws IOException {
        this.path = path;
        this.disk = disk;
        file = new RandomAccessFile(path.toFile(), "rw");
        key = key(path);
        direct = readsDirectly(path);
    }

    private static Object key(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Objects.requireNonNullElse(attributes.fileKey(), path);
    }

    /** Not all file systems support this; some accept the option but fail to read. */
    private static boolean readsDirectly(Path path) {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, ExtendedOpenOption.DIRECT)) {
            readBlocks(channel, blockSize(path), 0, 1);
            return true;
        } catch (IOException | UnsupportedOperationException notHere) {
            return false;
        }
    }

    synchronized long size() throws IOException {
        return file.length();
    }

    synchronized byte[] read(long position, int length) throws IOException {
        var bytes = new byte[length];
        var got = 0;
        file.seek(position);
        for (var more = 0; more >= 0 && got < length; got += Math.max(more, 0)) {
            more = file.read(bytes, got, length - got);
        }
        return bytes;
    }

    synchronized void write(long position, byte[] bytes) throws IOException {
        try {
            disk.write(path, file, position, bytes);
        } finally {
            // Part of it may have been written.
            touched();
        }
    }

    /** Marks the file as needing a sync. */
    final void touched() {
        written = true;
    }

    void force() throws IOException {
        if (written) {
            written = false;
            if (!key.equals(key(path))) {
                throw new IOException(path + " has been replaced by another file");
            }
            disk.sync(path, file);
        }
    }

    byte[] readBack(long position, int length) throws IOException {
        if (direct) {
            try (var channel = FileChannel.open(path, StandardOpenOption.READ, ExtendedOpenOption.DIRECT)) {
                return readBlocks(channel, blockSize(path), position, length);
            }
        } else {
            return read(position, length);
        }
    }

    private static byte[] readBlocks(FileChannel channel, int block, long position, int length) throws IOException {
        var start = position / block * block;
        var end = (position + length + block - 1) / block * block;
        var size = (int) (end - start);
        var blocks = ByteBuffer.allocateDirect(size + block).alignedSlice(block).limit(size);
        // Determined before reading, because the file may grow meanwhile.
        var there = Math.min(position + length, channel.size());
        var got = channel.read(blocks, start);
        if (start + Math.max(got, 0) < there) {
            throw new IOException("only " + got + " bytes could be read");
        }
        var bytes = new byte[length];
        blocks.get((int) (position - start), bytes);
        return bytes;
    }

    private static int blockSize(Path path) throws IOException {
        return (int) Files.getFileStore(path).getBlockSize();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
