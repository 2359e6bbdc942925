package lethe.vault.keyfile;

import java.util.BitSet;

/**
 * What the key file holds, slot by slot.
 *
 * @param there keys that are there
 * @param empty the numbers whose key was destroyed, or never written
 * @param damaged the numbers whose bytes are neither a key nor zeros
 * @param damagedGroups the groups of the directory that are not what was written there
 */
public record KeyFileReport(long there, BitSet empty, BitSet damaged, BitSet damagedGroups) {}
