package lethe.privacy.erasure;

import lethe.platform.kernel.UserId;
import tools.jackson.databind.json.JsonMapper;

/**
 * The signed statement of what was erased, kept and destroyed. Its bytes never change.
 *
 * @param json the signed members and the signature: Ed25519 over the RFC 8785 form of all other members
 */
public record Receipt(UserId person, String json) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Parses the members, for display. */
    public ReceiptView view() {
        return JSON.readValue(json, ReceiptView.class);
    }
}
