package lethe.selftest.crashtest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the installation lies: on a small disk of its own that can be filled, if somebody who may mount one is asking. */
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

    /** In a directory of that place, which is made. */
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

    /** Where an instance below the place is to have its data. */
    public String data() {
        return place.relativize(disk).resolve("data").toString();
    }

    public boolean canBeFull() {
        return !kind.isEmpty();
    }

    public String sentence() {
        return canBeFull()
                ? "disk: " + kind + ", filled by a file beside the data"
                : "disk full: skipped, as no small disk can be mounted here (that takes root)";
    }

    /** Leaves no more than so many bytes. */
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
