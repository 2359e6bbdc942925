package lethe.vault.storage;

import java.nio.file.Path;

/** The two files of the key file. */
public enum KeyFilePart {
    SLOTS,
    DIRECTORY;

    static final String DIRECTORY_NAME = "directory-";

    public static Path slots(Path home) {
        return home.resolve("slots");
    }

    /** The e-mail index. Its name contains the number of bits, so that a larger one can be created beside it. */
    public static Path directory(Path home, int bits) {
        return home.resolve(DIRECTORY_NAME + bits);
    }
}
