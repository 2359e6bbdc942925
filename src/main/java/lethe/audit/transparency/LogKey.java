package lethe.audit.transparency;

/**
 * A key that signs an organisation's checkpoints, or did.
 *
 * @param id as a receipt names it
 * @param publicKey its X.509 form, in base64
 * @param verifierKey as C2SP's tools take it: name, id and key
 * @param current whether it signs new ones
 */
public record LogKey(String id, String publicKey, String verifierKey, boolean current) {}
