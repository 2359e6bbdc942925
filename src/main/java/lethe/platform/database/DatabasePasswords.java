package lethe.platform.database;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import lethe.platform.kernel.Randomness;

/**
 * The passwords of the embedded server's two roles, in a file that only Lethe's user can read; they protect that server only.
 */
record DatabasePasswords(String owner, String application) {
    static DatabasePasswords fresh(Randomness randomness) {
        return new DatabasePasswords(randomness.letters(32), randomness.letters(32));
    }

    static DatabasePasswords read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        return new DatabasePasswords(lines.get(0), lines.get(1));
    }

    void write(Path file) throws IOException {
        Files.deleteIfExists(file);
        var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        try (var channel = Files.newByteChannel(file, options, ours);
                var writer = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
            writer.write(owner + "\n" + application + "\n");
        }
    }

    /** Omits the passwords. */
    @Override
    public String toString() {
        return "passwords";
    }
}
