package lethe.selftest.crashtest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The volume of the installation: a small disk that can be filled, if this process may mount one. */
final class TestVolume implements AutoCloseable {
    private static final long SIZE = 512L << 20;
    private final Path place;
    private final Path disk;
    private final String kind;

    private TestVolume(Path place, Path disk, String kind) {
        this.place = place;
        this.disk = disk;
        this.kind = kind;
    }

    /** Creates the volume in this directory. */
    public static TestVolume in(Path place) throws IOException {
        var disk = Files.createDirectory(place.resolve("disk"));
        var image = place.resolve("disk.image");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        if (does("mkfs.ext4", "-q", "-m", "0", image.toString())
                && does("mount", "-o", "loop", image.toString(), disk.toString())) {
            return new TestVolume(place, disk, "an ext4 of " + (SIZE >> 20) + " MiB");
        } else if (does("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString())) {
            return new TestVolume(place, disk, "a tmpfs of " + (SIZE >> 20) + " MiB");
        } else {
            return new TestVolume(place, disk, "");
        }
    }

    /** Path of the data directory, relative to the place. */
    public String data() {
        return place.relativize(disk).resolve("data").toString();
    }

    public boolean canBeFull() {
        return !kind.isEmpty();
    }

    public String sentence() {
        return canBeFull()
                ? "disk: " + kind + ", filled by a file beside the data"
                : "disk full: skipped, because no small disk can be mounted here (this takes root)";
    }

    /** Fills the disk up to at most this many bytes. */
    void fill(long slack) throws IOException {
        var store = Files.getFileStore(disk);
        if (store.getTotalSpace() > SIZE) {
            throw new IOException("not the small disk any more: " + disk);
        }
        var size = Math.max(0, store.getUsableSpace() - slack);
        if (!does("fallocate", "-l", Long.toString(size), filler().toString())) {
            Files.write(filler(), new byte[(int) size]);
        }
    }

    void clear() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return disk.resolve("filler");
    }

    private static boolean does(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    @Override
    public void close() {
        if (canBeFull()) {
            does("umount", "--lazy", disk.toString());
        }
    }
}
