package lethe.privacy.erasure;

import org.jspecify.annotations.Nullable;

/**
 * What is answered while the keys are still to be destroyed: everything else is gone, and the receipt follows.
 *
 * @param downloadUrl where it will be found; for the person alone
 */
public record PendingReceipt(String status, @Nullable String downloadUrl) {
    PendingReceipt() {
        this("PENDING", null);
    }
}
