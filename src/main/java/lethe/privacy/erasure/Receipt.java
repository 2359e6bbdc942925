package lethe.privacy.erasure;

import lethe.platform.kernel.UserId;
import tools.jackson.databind.json.JsonMapper;

/**
 * The signed statement of what was erased, kept and destroyed; its text never changes by a byte.
 *
 * @param json what was signed, with the signature: Ed25519 over the RFC 8785 form of everything else
 */
public record Receipt(UserId person, String json) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Its members, to be shown. */
    public ReceiptView view() {
        return JSON.readValue(json, ReceiptView.class);
    }
}
