package lethe.gate;

import java.util.Optional;
import lethe.keyfile.KeyFile;

/**
 * What was opened.
 *
 * @param code the recovery code of a master key that was made just now
 */
public record Opened(KeyFile keys, Optional<String> code) implements AutoCloseable {
    @Override
    public void close() {
        keys.close();
    }

    /** The code is for nobody's log. */
    @Override
    public String toString() {
        return "opened";
    }
}
