package lethe.vault.vault;

/** The key was destroyed: everything sealed under it is lost permanently, in every copy. */
public final class KeyDestroyed extends RuntimeException {
    KeyDestroyed(long number) {
        super("slot " + number + " is empty", null, false, false);
    }
}
