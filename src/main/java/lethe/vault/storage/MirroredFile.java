package lethe.vault.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.Unavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key file and its mirror: both are written, one sync serves all waiting callers, and the first is read.
 *
 * <p>A failed sync of the first is never retried, because the kernel may report success although the bytes are lost: the process
 * ends and the next start recovers. A failing mirror is not used until it has been compared with the first byte by byte; until
 * then nothing can be guaranteed, and {@link #syncBoth} throws.
 */
public final class MirroredFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(MirroredFile.class);
    private static final int CHUNK = 1 << 16;
    private static final int SECTOR = 512;

    private final Copy first;
    private final Disk disk;
    private final ExecutorService syncer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("key file").daemon().factory());
    private final ReentrantReadWriteLock mirroring = new ReentrantReadWriteLock();
    private final AtomicLong written = new AtomicLong();
    private long synced;
    private volatile boolean failed;
    private volatile @Nullable Copy mirror;
    private volatile boolean apart;

    /**
     * Opens the first copy.
     *
     * @param bits the size of its e-mail index
     * @param mirrored whether a mirror is configured; it is unavailable until {@link #join}
     */
    public MirroredFile(Path home, int bits, boolean mirrored, Disk disk) throws IOException {
        this.disk = disk;
        first = new Copy(home, bits, disk);
        apart = mirrored;
    }

    public byte[] read(KeyFilePart part, long position, int length) {
        return or503("read", () -> first.read(part, position, length));
    }

    public byte[] readBack(KeyFilePart part, long position, int length) {
        return or503("read", () -> first.readBack(part, position, length));
    }

    public long size(KeyFilePart part) {
        return or503("read", () -> first.size(part));
    }

    /** Durable only after {@link #sync}. */
    public void write(KeyFilePart part, long position, byte[] bytes) {
        mirroring.readLock().lock();
        try {
            or503("written", () -> {
                first.write(part, position, bytes);
                return bytes;
            });
            onMirror(copy -> copy.write(part, position, bytes));
            written.incrementAndGet();
        } finally {
            mirroring.readLock().unlock();
        }
    }

    /** Returns when everything the caller has written is durable, in the mirror as well unless it is unavailable. */
    public void sync() {
        var mine = written.get();
        CompletableFuture.runAsync(() -> sync(mine), syncer).join();
        refuseIfFailed();
    }

    /** As {@link #sync}, but throws {@link Unavailable} while the mirror is unavailable. */
    public void syncBoth() {
        sync();
        if (apart) {
            throw new Unavailable();
        }
    }

    /** Verifies that the disks contain these bytes, bypassing the page cache; skips an unavailable mirror. */
    public void prove(KeyFilePart part, long position, byte[] bytes) {
        if (!Arrays.equals(readBack(part, position, bytes.length), bytes)) {
            fail(new IOException("the written bytes cannot be read back"));
        }
        refuseIfFailed();
        onMirror(copy -> {
            if (!Arrays.equals(copy.readBack(part, position, bytes.length), bytes)) {
                throw new IOException("the written bytes cannot be read back");
            }
        });
    }

    public boolean mirrorIsAway() {
        return apart;
    }

    /** Until {@link #join}, only the first copy is written. */
    public void leaveMirror() {
        apart = mirror != null || apart;
    }

    /** Makes both copies equal and writes to both from now on. No one else may write. */
    public void join(Path home, int bits, CopyArbiter arbiter) throws IOException {
        PrivateFiles.make(KeyFilePart.directory(home, bits));
        join(new Copy(home, bits, disk), bits, arbiter);
    }

    private void join(Copy other, int bits, CopyArbiter arbiter) throws IOException {
        mirroring.writeLock().lock();
        try {
            equalise(other, KeyFilePart.DIRECTORY, arbiter);
            equalise(other, KeyFilePart.SLOTS, arbiter);
            first.force();
            other.force();
            other.wipeDirectoriesBut(bits);
            mirror = other;
            apart = false;
        } finally {
            mirroring.writeLock().unlock();
        }
    }

    public void useDirectory(int bits) {
        or503("opened", () -> {
            first.useDirectory(bits);
            return bits;
        });
        onMirror(copy -> copy.useDirectory(bits));
    }

    /** Overwrites and removes index files of another size in the first copy, the remains of a doubling. */
    public void wipeDirectoriesBut(int bits) throws IOException {
        first.wipeDirectoriesBut(bits);
    }

    public void refuseIfFailed() {
        if (failed) {
            throw new Unavailable();
        }
    }

    /** Stops all use of the file and ends the process. */
    public void giveUp(String why) {
        fail(new IOException(why));
    }

    private void sync(long mine) {
        if (!failed && synced < mine) {
            var all = written.get();
            try {
                first.force();
                onMirror(Copy::force);
                synced = all;
            } catch (IOException failure) {
                fail(failure);
            }
        }
    }

    private void fail(IOException failure) {
        failed = true;
        LOG.error("The key file can no longer be trusted: Lethe stops and recovers at the next start", failure);
        disk.halt();
    }

    private void onMirror(OnCopy work) {
        var copy = mirror;
        if (copy != null && !apart) {
            try {
                work.on(copy);
            } catch (IOException failure) {
                apart = true;
                LOG.error("The mirror of the key file is unavailable", failure);
            }
        }
    }

    private void equalise(Copy other, KeyFilePart part, CopyArbiter arbiter) throws IOException {
        for (var position = 0L; position < first.size(part); position += CHUNK) {
            var length = (int) Math.min(CHUNK, first.size(part) - position);
            var ours = first.read(part, position, length);
            var theirs = other.read(part, position, length);
            if (!Arrays.equals(ours, theirs) || position + length > other.size(part)) {
                var chosen = arbiter.between(part, position, ours, theirs);
                level(first, part, position, ours, chosen);
                level(other, part, position, theirs, chosen);
            }
        }
    }

    private static void level(Copy copy, KeyFilePart part, long position, byte[] there, byte[] chosen)
            throws IOException {
        for (var sector = 0; sector < chosen.length; sector += SECTOR) {
            var end = Math.min(sector + SECTOR, chosen.length);
            if (!Arrays.equals(there, sector, end, chosen, sector, end) || position + end > copy.size(part)) {
                copy.write(part, position + sector, Arrays.copyOfRange(chosen, sector, end));
            }
        }
    }

    private <T> T or503(String verb, Io<T> io) {
        refuseIfFailed();
        try {
            return io.run();
        } catch (IOException failure) {
            LOG.error("The key file cannot be {}", verb, failure);
            throw new Unavailable();
        }
    }

    @Override
    public void close() {
        syncer.close();
        onMirror(Copy::close);
        try {
            first.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private interface Io<T> {
        T run() throws IOException;
    }

    private interface OnCopy {
        void on(Copy copy) throws IOException;
    }
}
