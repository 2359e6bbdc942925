package lethe.vault.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Simulates a power failure: written sectors stay in memory until they are synced, and only some reach the disk earlier. Killing
 * the process therefore loses what the page cache would have preserved.
 */
final class LosingFile extends OpenFile {
    private static final int SECTOR = 512;
    private static final int ONE_IN = 4;
    private final Random chance;
    private final SortedMap<Long, byte[]> unsynced = new TreeMap<>();

    /** @param seed of the random choices */
    LosingFile(Path path, Disk disk, long seed) throws IOException {
        super(path, disk);
        chance = new Random(seed);
    }

    @Override
    synchronized byte[] read(long position, int length) throws IOException {
        return withUnsynced(position, super.read(position, length));
    }

    @Override
    synchronized void write(long position, byte[] bytes) throws IOException {
        grow(position + bytes.length);
        for (var sector = position / SECTOR; sector * SECTOR < position + bytes.length; sector++) {
            unsynced.put(sector, patched(sector, position, bytes));
            if (chance.nextInt(ONE_IN) == 0) {
                writeOut(sector);
            }
        }
        touched();
    }

    /**
     * Grows the file immediately, because file systems reserve space on writing: a full disk is reported to the writer.
     */
    private void grow(long size) throws IOException {
        if (size > size()) {
            super.write(size(), new byte[(int) (size - size())]);
        }
    }

    private byte[] patched(long sector, long position, byte[] bytes) throws IOException {
        var start = sector * SECTOR;
        var patched = read(start, SECTOR);
        var from = Math.max(start, position);
        var until = Math.min(start + SECTOR, position + bytes.length);
        System.arraycopy(bytes, (int) (from - position), patched, (int) (from - start), (int) (until - from));
        return patched;
    }

    @Override
    void force() throws IOException {
        synchronized (this) {
            for (var sector : unsynced.keySet().toArray(Long[]::new)) {
                writeOut(sector);
            }
        }
        super.force();
    }

    private void writeOut(long sector) throws IOException {
        var bytes = unsynced.get(sector);
        if (bytes != null) {
            var start = sector * SECTOR;
            super.write(start, Arrays.copyOf(bytes, (int) Math.min(SECTOR, size() - start)));
            unsynced.remove(sector);
        }
    }

    /** A direct read makes the kernel write the data out, but only a sync makes it durable. */
    @Override
    synchronized byte[] readBack(long position, int length) throws IOException {
        return withUnsynced(position, super.readBack(position, length));
    }

    private byte[] withUnsynced(long position, byte[] bytes) {
        var end = position + bytes.length;
        unsynced.subMap(position / SECTOR, (end + SECTOR - 1) / SECTOR).forEach((sector, content) -> {
            var start = sector * SECTOR;
            var from = Math.max(start, position);
            var until = Math.min(start + SECTOR, end);
            System.arraycopy(content, (int) (from - start), bytes, (int) (from - position), (int) (until - from));
        });
        return bytes;
    }
}
