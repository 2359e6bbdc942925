package lethe.vault.storage;

import java.io.IOException;
import java.nio.file.Path;

/** For {@code lethe torture}, where killing the process simulates a power failure: everything not synced is lost. */
final class LosingDisk extends Disk {
    private final long seed;

    /** @param seed of the random choices */
    LosingDisk(long seed) {
        this.seed = seed;
    }

    @Override
    OpenFile open(Path path) throws IOException {
        return new LosingFile(path, this, seed);
    }
}
