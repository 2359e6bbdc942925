package lethe.platform.management;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The port and the secret for commands to the running Lethe: anyone who can read this file in the data directory can
 * command it.
 */
record ControlFile(int port, String secret) {
    private static final String NAME = "control";

    static Optional<ControlFile> read(Path data) throws IOException {
        try {
            var lines = Files.readAllLines(data.resolve(NAME));
            return Optional.of(new ControlFile(Integer.parseInt(lines.get(0)), lines.get(1)));
        } catch (NoSuchFileException nobodyRuns) {
            return Optional.empty();
        }
    }

    void write(Path data) throws IOException {
        var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var beside = Files.createTempFile(data, NAME, ".new", ours);
        Files.writeString(beside, port + "\n" + secret + "\n");
        Files.move(beside, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes the file, unless another node of the installation has replaced it since. */
    void remove(Path data) throws IOException {
        if (read(data).filter(this::equals).isPresent()) {
            Files.delete(data.resolve(NAME));
        }
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "control on port " + port;
    }
}
