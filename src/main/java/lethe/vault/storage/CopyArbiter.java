package lethe.vault.storage;

/** Decides which bytes both copies get where they differ. */
public interface CopyArbiter {
    /** One of the two, or parts of each; all have the same length. */
    byte[] between(KeyFilePart part, long position, byte[] first, byte[] mirror);
}
