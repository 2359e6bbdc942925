package lethe.vault.storage;

import java.nio.file.Path;

/** The two files that the key file consists of. */
public enum KeyFilePart {
    SLOTS,
    DIRECTORY;

    static final String DIRECTORY_NAME = "directory-";

    public static Path slots(Path home) {
        return home.resolve("slots");
    }

    /** Named by the number of its bits, so that a larger one is made beside it. */
    public static Path directory(Path home, int bits) {
        return home.resolve(DIRECTORY_NAME + bits);
    }
}
