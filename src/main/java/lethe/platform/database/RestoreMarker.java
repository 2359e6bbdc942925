package lethe.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import lethe.platform.kernel.PrivateFiles;

/**
 * Left in the data directory by whoever puts an older database back: from the next start on the logs go on under another
 * origin, and say why.
 *
 * @param id of the restore
 * @param checkpoint one that was kept outside, as a signed note; empty for none
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

    /** Once every log says so. */
    public static void forget(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }
}
