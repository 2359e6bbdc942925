package lethe.vault.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A disk that fails at a given point until it is {@link #mended}; ends of the process are counted and otherwise ignored. */
public final class FaultyDisk extends Disk {
    private static final String NO_SPACE = "No space left on device";
    private final AtomicInteger halts = new AtomicInteger();
    private final AtomicInteger syncs = new AtomicInteger();
    private volatile @Nullable Path mirror;
    private volatile @Nullable Point fault;

    /** Where it fails. */
    public enum Point {
        SLOTS_FULL(false),
        DIRECTORY_FULL(false),
        SLOT_TORN(false),
        BUCKETS_TORN(false),
        READ_ONLY(false),
        SYNC(true),
        WRITE_LOST(true),
        MIRROR_FULL(false),
        MIRROR_TORN(false),
        MIRROR_SYNC(false);

        private final boolean distrusted;

        Point(boolean distrusted) {
            this.distrusted = distrusted;
        }

        /** Whether the process would have ended, because the state of the disk is unknown. */
        public boolean isDistrusted() {
            return distrusted;
        }

        public boolean isOfMirror() {
            return name().startsWith("MIRROR");
        }
    }

    public FaultyDisk withMirror(Path home) {
        mirror = home;
        return this;
    }

    public FaultyDisk failingAt(Point point) {
        fault = point;
        return this;
    }

    public void mended() {
        fault = null;
    }

    public int halts() {
        return halts.get();
    }

    /** The number of attempted syncs. */
    public int syncs() {
        return syncs.get();
    }

    @Override
    protected void write(Path path, RandomAccessFile file, long position, byte[] bytes) throws IOException {
        var point = concerns(path) ? fault : null;
        var slots = path.getFileName().toString().equals("slots");
        switch (point) {
            case SLOTS_FULL -> failIf(slots, NO_SPACE);
            case DIRECTORY_FULL -> failIf(!slots, NO_SPACE);
            case MIRROR_FULL -> failIf(true, NO_SPACE);
            case READ_ONLY -> failIf(true, "Read-only file system");
            case SLOT_TORN -> tearIf(slots, path, file, position, bytes);
            case BUCKETS_TORN -> tearIf(!slots, path, file, position, bytes);
            case MIRROR_TORN -> tearIf(true, path, file, position, bytes);
            case SYNC, MIRROR_SYNC, WRITE_LOST -> {}
            case null -> {}
        }
        if (point != Point.WRITE_LOST) {
            super.write(path, file, position, bytes);
        }
    }

    @Override
    protected void sync(Path path, RandomAccessFile file) throws IOException {
        syncs.incrementAndGet();
        var point = concerns(path) ? fault : null;
        failIf(point == Point.SYNC || point == Point.MIRROR_SYNC, "Input/output error");
        super.sync(path, file);
    }

    @Override
    protected void halt() {
        halts.incrementAndGet();
    }

    private boolean concerns(Path path) {
        var point = fault;
        return point != null && point.isOfMirror() == path.startsWith(mirror == null ? Path.of("none") : mirror);
    }

    private void tearIf(boolean here, Path path, RandomAccessFile file, long position, byte[] bytes)
            throws IOException {
        if (here) {
            super.write(path, file, position, Arrays.copyOf(bytes, bytes.length / 2 + 4));
        }
        failIf(here, NO_SPACE);
    }

    private static void failIf(boolean here, String message) throws IOException {
        if (here) {
            throw new IOException(message);
        }
    }
}
