package lethe.vault.storage;

/** Where the two copies differ: which bytes both are to have. */
public interface Choice {
    /** Either of the two, or some of each; they are of one length. */
    byte[] between(Part part, long position, byte[] first, byte[] mirror);
}
