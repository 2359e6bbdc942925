package lethe.vault.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Under {@code lethe torture}, for which killing a process is a power cut: whatever was not synced is lost. */
@Component
@Primary
@ConditionalOnProperty(LosingDisk.SEED)
class LosingDisk extends Disk {
    /** The property that asks for it; what falls by chance follows from its number. */
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
