package lethe.audit.keys;

/**
 * A current or former key for an organisation's checkpoints.
 *
 * @param id as receipts name it
 * @param publicKey its X.509 form, in base64
 * @param verifierKey for C2SP tools: name, ID and key
 * @param current whether it signs new checkpoints
 * @param link the previous key's statement about it, as a signed note; the first key's is its own
 */
public record LogKey(String id, String publicKey, String verifierKey, boolean current, String link) {}
