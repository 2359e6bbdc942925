package lethe.vault.keyfile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;
import lethe.vault.storage.HomeLock;
import lethe.vault.storage.KeyFilePart;
import lethe.vault.storage.MirroredFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second copy of the key file: created if there is none, synchronised with the first, and refused if it belongs to another
 * installation.
 */
final class Mirror implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    private final HomeLock first;
    private final Path home;
    private final Path path;
    private final MirroredFile mirroredFile;
    private @Nullable HomeLock lock;

    Mirror(HomeLock first, Path path, MirroredFile mirroredFile) {
        this.first = first;
        home = first.home();
        this.path = path.toAbsolutePath();
        this.mirroredFile = mirroredFile;
    }

    Path path() {
        return path;
    }

    /** Identifies the mirror in the header; never {@link KeyFileHeader#NO_MIRROR}. */
    int sum() {
        return path.toString().hashCode() | 1;
    }

    /** Creates the directory only for a new mirror: if a known one is missing, its disk may be unmounted. */
    void begin(KeyFileHeader header) throws IOException {
        if (header.mirror() != sum()) {
            PrivateFiles.makeDirectory(path);
            PrivateFiles.make(KeyFilePart.slots(path));
        }
    }

    /** Synchronises the mirror with the file and makes it available. No one else may write. */
    void join(KeyFileHeader header) {
        try {
            check(header);
            PrivateFiles.closeDirectory(path);
            lockHome();
            mirroredFile.join(path, header.bits(), new Soundness(header.bits()));
        } catch (IOException outOfReach) {
            LOG.error(
                    "The second copy of the key file can't be reached: no users can be created or terminated",
                    outOfReach);
        }
    }

    /** Refuses a mirror that is already used by another key file, which has another database. */
    private void lockHome() throws IOException {
        if (lock == null) {
            lock = HomeLock.of(path, first.isShared());
            lock.opened();
        }
    }

    private void check(KeyFileHeader ours) throws IOException {
        var theirs = KeyFileHeader.of(path);
        if (theirs.isPresent() && !theirs.get().isOf(ours)) {
            throw new StartupRefused("The mirror " + path + " belongs to another installation: please name another"
                    + " directory with LETHE_KEYS_MIRROR.");
        } else if (theirs.isPresent() && isNewer(theirs.get(), ours)) {
            throw new StartupRefused("The key file in " + home + " is older than its mirror: please copy the files in "
                    + path + " to it.");
        } else if (!Files.exists(KeyFilePart.slots(path))) {
            throw new IOException(path + " contains no key file; a new mirror must be a copy of " + home);
        }
    }

    /** The file was restored from a copy and its mirror was not: synchronising would lose keys. */
    private boolean isNewer(KeyFileHeader theirs, KeyFileHeader ours) throws IOException {
        return theirs.generation() > ours.generation()
                || Files.size(KeyFilePart.slots(path)) > mirroredFile.size(KeyFilePart.SLOTS);
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
