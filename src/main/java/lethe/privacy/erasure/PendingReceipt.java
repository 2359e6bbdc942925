package lethe.privacy.erasure;

import org.jspecify.annotations.Nullable;

/**
 * The answer while the keys have not been destroyed yet. All other data are erased, and the receipt follows.
 *
 * @param downloadUrl where the receipt will be; sent to the terminated person only
 */
public record PendingReceipt(String status, @Nullable String downloadUrl) {
    PendingReceipt() {
        this("PENDING", null);
    }
}
