package lethe.audit.log;

import lethe.platform.kernel.EntryId;

/**
 * A recorded entry, as receipts refer to it.
 *
 * @param leafHash SHA-256 as in RFC 9162, 2.1.1: of a zero byte and the entry's canonical form (RFC 8785), salt included
 */
public record RecordedEntry(EntryId id, byte[] leafHash) {}
