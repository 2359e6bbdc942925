package lethe.selftest.prove;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory of a running process as Linux shows it to the same user or root. Unlike a heap dump, it includes
 * unreachable objects, buffers and stacks.
 */
public final class ProcessMemory {
    private static final int CHUNK = 1 << 20;
    private static final int PAGE = 4096;
    private final Path process;
    private final boolean mayEnd;

    public ProcessMemory(long pid) {
        this(pid, false);
    }

    private ProcessMemory(long pid, boolean mayEnd) {
        process = Path.of("/proc", Long.toString(pid));
        this.mayEnd = mayEnd;
    }

    /** For a process that may end at any moment and then counts as empty. */
    static ProcessMemory ofPassing(long pid) {
        return new ProcessMemory(pid, true);
    }

    /** Whether the system lets us read it. */
    public boolean isReadable() {
        try (var memory = open()) {
            return memory.length() >= 0 && !regions().isEmpty();
        } catch (IOException refused) {
            return false;
        }
    }

    /** How often each secret occurs, by name; those that do not are left out. */
    public Map<String, Long> count(ResidueScan scanner) throws IOException {
        var found = new TreeMap<String, Long>();
        try (var memory = open()) {
            for (var region : regions()) {
                scanner.count(new Bytes(memory, region)).forEach((name, times) -> found.merge(name, times, Long::sum));
            }
        } catch (FileNotFoundException | NoSuchFileException ended) {
            if (!mayEnd) {
                throw ended;
            }
        }
        return found;
    }

    /** The size in bytes. */
    public long size() throws IOException {
        try {
            return regions().stream()
                    .mapToLong(region -> region.end() - region.start())
                    .sum();
        } catch (NoSuchFileException ended) {
            if (!mayEnd) {
                throw ended;
            }
            return 0;
        }
    }

    private RandomAccessFile open() throws IOException {
        return new RandomAccessFile(process.resolve("mem").toFile(), "r");
    }

    private record Region(long start, long end) {}

    /** Readable regions, without the kernel's pages, which every process has. */
    private List<Region> regions() throws IOException {
        return Files.readAllLines(process.resolve("maps")).stream()
                .map(line -> line.split(" +", 6))
                .filter(parts -> parts[1].startsWith("r"))
                .filter(parts -> parts.length < 6 || !parts[5].startsWith("[v"))
                .map(parts -> region(parts[0]))
                .toList();
    }

    private static Region region(String range) {
        var ends = range.split("-", 2);
        return new Region(Long.parseUnsignedLong(ends[0], 16), Long.parseUnsignedLong(ends[1], 16));
    }

    /** The bytes of a region; skips pages that cannot be read. */
    private static final class Bytes extends InputStream {
        private final RandomAccessFile memory;
        private final long end;
        private long position;

        Bytes(RandomAccessFile memory, Region region) {
            this.memory = memory;
            position = region.start();
            end = region.end();
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (length > 0 && position < end) {
                var wanted = (int) Math.min(Math.min(length, CHUNK), end - position);
                var got = readAt(bytes, offset, wanted);
                if (got > 0) {
                    position += got;
                    return got;
                }
                position += Math.min(end - position, PAGE);
            }
            return length == 0 ? 0 : -1;
        }

        private int readAt(byte[] bytes, int offset, int length) {
            try {
                memory.seek(position);
                return memory.read(bytes, offset, length);
            } catch (IOException notThere) {
                return 0;
            }
        }
    }
}
