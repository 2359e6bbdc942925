package lethe.audit.keys;

/**
 * A key that signs an organisation's checkpoints, or did.
 *
 * @param id as a receipt names it
 * @param publicKey its X.509 form, in base64
 * @param verifierKey as C2SP's tools take it: name, id and key
 * @param current whether it signs new ones
 * @param link what the key before says of it, as a signed note; what it says of itself, if it is the first
 */
public record LogKey(String id, String publicKey, String verifierKey, boolean current, String link) {}
