package lethe.vault.vault;

/** The key was destroyed: what was sealed under it is gone for ever, in every copy. */
public final class KeyDestroyed extends RuntimeException {
    KeyDestroyed(long number) {
        super("slot " + number + " is empty", null, false, false);
    }
}
