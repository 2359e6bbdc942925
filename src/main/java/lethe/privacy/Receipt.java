package lethe.privacy;

import lethe.kernel.UserId;

/**
 * The signed statement of what was erased, kept and destroyed; its text never changes by a byte.
 *
 * @param json what was signed, with the signature: Ed25519 over the RFC 8785 form of everything else
 */
public record Receipt(UserId person, String json) {}
