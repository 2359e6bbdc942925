package lethe.vault.vault;

import java.util.Optional;
import lethe.vault.keyfile.KeyFile;

/** The key file, taken up together with its database. */
public final class OpenedKeyFile implements AutoCloseable {
    private final KeyFile keys;
    private final Optional<String> code;
    private final Nonces nonces;
    private final boolean older;

    OpenedKeyFile(KeyFile keys, Optional<String> code, Nonces nonces, boolean older) {
        this.keys = keys;
        this.code = code;
        this.nonces = nonces;
        this.older = older;
    }

    public KeyFile keys() {
        return keys;
    }

    /** The recovery code of a master key that was made just now; for nobody's log. */
    public Optional<String> code() {
        return code;
    }

    Nonces nonces() {
        return nonces;
    }

    /** Whether it is known outside of it that the key file is not the newest there was. */
    public boolean isOlder() {
        return older;
    }

    /** It is the newest that counts, from now on. */
    public void settle() {
        nonces.settle(keys.upkeep());
    }

    @Override
    public void close() {
        keys.close();
    }
}
