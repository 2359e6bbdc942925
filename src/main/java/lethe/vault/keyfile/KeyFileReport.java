package lethe.vault.keyfile;

import java.util.BitSet;

/**
 * The state of the key file's slots.
 *
 * @param there the number of existing keys
 * @param empty slots whose key was destroyed or never written
 * @param damaged slots whose bytes are neither a key nor zeros
 * @param damagedGroups groups of the e-mail index that fail their checksums
 */
public record KeyFileReport(long there, BitSet empty, BitSet damaged, BitSet damagedGroups) {}
