package lethe.audit.log;

import lethe.platform.kernel.EntryId;
import lethe.verifier.merkle.Hash;

/**
 * An entry at its position in the tree.
 *
 * @param canonical the hashed form: RFC 8785, UTF-8, with the salt
 * @param recorded the hash stored with the entry
 */
public record SequencedEntry(long index, EntryId id, byte[] canonical, Hash recorded) {}
