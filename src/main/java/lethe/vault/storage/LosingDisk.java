package lethe.vault.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** For {@code lethe torture}, where killing the process simulates a power failure: everything not synced is lost. */
@Component
@Primary
@ConditionalOnProperty(LosingDisk.SEED)
class LosingDisk extends Disk {
    /** The property that enables it; its number seeds the random choices. */
    static final String SEED = "lethe.loses-unsynced";

    private final long seed;

    LosingDisk(@Value("${" + SEED + "}") long seed) {
        this.seed = seed;
    }

    @Override
    OpenFile open(Path path) throws IOException {
        return new LosingFile(path, this, seed);
    }
}
