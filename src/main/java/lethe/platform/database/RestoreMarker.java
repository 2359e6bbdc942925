package lethe.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import lethe.platform.kernel.PrivateFiles;

/**
 * Marks the data directory after an older database was restored: from the next start on, the logs continue under a new origin and
 * state why.
 *
 * @param id of the restore
 * @param checkpoint one kept outside, as a signed note; empty for none
 */
public record RestoreMarker(String id, String checkpoint) {
    private static final String NAME = "restored";

    public static Optional<RestoreMarker> in(Path data) throws IOException {
        try {
            var text = Files.readString(data.resolve(NAME));
            var end = text.indexOf('\n');
            return Optional.of(new RestoreMarker(text.substring(0, end), text.substring(end + 1)));
        } catch (NoSuchFileException nothingToDeclare) {
            return Optional.empty();
        }
    }

    public void declare(Path data) throws IOException {
        PrivateFiles.make(data.resolve(NAME));
        Files.writeString(data.resolve(NAME), id + "\n" + checkpoint);
    }

    /** Call once every log contains the restore. */
    public static void forget(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }
}
