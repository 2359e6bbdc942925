package lethe.verifier.checkpoints;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The last known checkpoint of each origin, in a directory, so that a rollback of a log is detected. */
public final class CheckpointStore {
    private static final Logger LOG = System.getLogger(CheckpointStore.class.getName());
    private static final String NOTE = ".note";
    private static final String POSIX = "posix";
    private static final FileAttribute<?> OURS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private final Path directory;

    public CheckpointStore(Path directory) {
        this.directory = directory;
    }

    public Optional<String> last(Origin origin) throws IOException {
        return read(file(origin));
    }

    /** The checkpoints of the log and of each of its continuations. */
    public List<String> all(Origin log) throws IOException {
        var notes = new ArrayList<String>();
        last(log.log()).ifPresent(notes::add);
        var continued = directory.resolve(name(log.log()));
        if (Files.isDirectory(continued)) {
            try (var files = Files.newDirectoryStream(continued, "*" + NOTE)) {
                for (var file : files) {
                    read(file).ifPresent(notes::add);
                }
            }
        }
        return notes;
    }

    /** Records a checkpoint; a shorter one never replaces a longer one. */
    public void remember(String note) throws IOException {
        var checkpoint = Checkpoint.parse(note).orElseThrow();
        var origin = new Origin(checkpoint.origin());
        var before = last(origin).flatMap(Checkpoint::parse).map(Checkpoint::size);
        if (before.orElse(-1L) < checkpoint.size()) {
            replace(file(origin), note);
        }
    }

    /**
     * Atomic and durable, and private, because an auditor's machine may be shared. Windows has neither POSIX permissions nor
     * syncable directories; files in a user's home are private there by default.
     */
    private static void replace(Path file, String note) throws IOException {
        var directory = Objects.requireNonNull(file.getParent());
        var isPosix = directory.getFileSystem().supportedFileAttributeViews().contains(POSIX);
        Files.createDirectories(directory, isPosix ? new FileAttribute<?>[] {OURS} : new FileAttribute<?>[0]);
        var beside = Files.createTempFile(directory, "replacing", ".new");
        try {
            Files.writeString(
                    beside,
                    note,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
        if (isPosix) {
            try (var names = FileChannel.open(directory)) {
                names.force(true);
            }
        }
    }

    /** Content that is not a checkpoint, as after a power failure or a disk fault, is ignored and replaced by the next one. */
    private static Optional<String> read(Path file) throws IOException {
        try {
            var note = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (Checkpoint.parse(note).isPresent()) {
                return Optional.of(note);
            }
            LOG.log(Level.WARNING, "No checkpoint found in {0}: the file is ignored", file);
        } catch (NoSuchFileException nothingYet) {
            // No checkpoint has been recorded yet.
        }
        return Optional.empty();
    }

    /** A log may have many continuations, so each log has its own directory for them. */
    private Path file(Origin origin) {
        return origin.isContinued()
                ? directory.resolve(name(origin.log())).resolve(name(origin) + NOTE)
                : directory.resolve(name(origin) + NOTE);
    }

    private static String name(Origin origin) {
        return origin.text().replaceAll("[^a-zA-Z0-9_-]", "-");
    }
}
