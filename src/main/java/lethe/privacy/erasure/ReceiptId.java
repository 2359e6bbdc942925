package lethe.privacy.erasure;

import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** The id of an erasure receipt; printed as {@code receipt_…}. */
record ReceiptId(UUID value) {
    @Override
    public String toString() {
        return TypeId.text("receipt", value);
    }
}
