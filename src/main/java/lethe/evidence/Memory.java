package lethe.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import lethe.notes.Checkpoint;

/** The last checkpoint that was verified of each log, in a directory: what makes a log that was rolled back noticed. */
public final class Memory {
    private final Path directory;

    public Memory(Path directory) {
        this.directory = directory;
    }

    public Optional<String> last(String origin) throws IOException {
        try {
            return Optional.of(Files.readString(file(origin)));
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        }
    }

    /** Only ever a longer log. */
    public void remember(String note) throws IOException {
        var checkpoint = Checkpoint.parse(note).orElseThrow();
        var before = last(checkpoint.origin()).flatMap(Checkpoint::parse).map(Checkpoint::size);
        if (before.orElse(-1L) < checkpoint.size()) {
            Files.createDirectories(directory);
            var beside = Files.createTempFile(directory, "checkpoint", ".new");
            Files.writeString(beside, note);
            Files.move(beside, file(checkpoint.origin()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path file(String origin) {
        return directory.resolve(origin.replaceAll("[^a-zA-Z0-9_-]", "-") + ".note");
    }
}
