package lethe.audit.log;

import lethe.platform.kernel.EntryId;
import lethe.verifier.merkle.Hash;

/**
 * An entry at its place in the tree.
 *
 * @param canonical what is hashed: RFC 8785, UTF-8, with the salt
 * @param recorded the hash that was written with the entry
 */
public record SequencedEntry(long index, EntryId id, byte[] canonical, Hash recorded) {}
