package lethe.vault.storage;

/** Where the two copies differ: which bytes both are to have. */
public interface CopyArbiter {
    /** Either of the two, or some of each; they are of one length. */
    byte[] between(KeyFilePart part, long position, byte[] first, byte[] mirror);
}
