package lethe.vault.storage;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small separate file system that is soon full, if this user may mount one. */
public record SmallDisk(Path path) implements AutoCloseable {
    private static final int CHUNK = 512;
    private static final long SIZE = 16L << 20;

    public static SmallDisk mounted(Path path) throws IOException, InterruptedException {
        Files.createDirectory(path);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", path.toString()))
                .as("may mount")
                .isZero();
        assumeThat(Files.getFileStore(path).getTotalSpace())
                .as("as small as it was asked for")
                .isEqualTo(SIZE);
        return new SmallDisk(path);
    }

    /** Fills it to the last byte. */
    public void fill() throws IOException {
        try (OutputStream file = Files.newOutputStream(path.resolve("filler"))) {
            while (true) {
                file.write(new byte[CHUNK]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    public void clear() throws IOException {
        Files.delete(path.resolve("filler"));
    }

    public void makeReadOnly() throws IOException, InterruptedException {
        run("mount", "-o", "remount,ro", path.toString());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "--lazy", path.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
