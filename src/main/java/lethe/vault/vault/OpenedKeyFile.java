package lethe.vault.vault;

import java.util.Optional;
import lethe.vault.keyfile.KeyFile;

/** The key file, opened and matched with its database. */
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

    /** The recovery code of a newly generated master key; must not be logged. */
    public Optional<String> code() {
        return code;
    }

    Nonces nonces() {
        return nonces;
    }

    /** Whether the key file is known not to be the newest. */
    public boolean isOlder() {
        return older;
    }

    /** Accepts the key file as the newest from now on. */
    public void settle() {
        nonces.settle(keys.upkeep());
    }

    @Override
    public void close() {
        keys.close();
    }
}
