package lethe.vault.vault;

/** The key was destroyed: what was sealed under it is gone for ever, in every copy. */
public final class Forgotten extends RuntimeException {
    Forgotten(long number) {
        super("slot " + number + " is empty", null, false, false);
    }
}
