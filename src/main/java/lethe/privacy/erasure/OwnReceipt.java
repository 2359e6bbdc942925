package lethe.privacy.erasure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The caller's own receipt with a link for later. This class only describes the format: the receipt is sent byte for
 * byte as it was signed.
 */
public record OwnReceipt(@JsonUnwrapped ReceiptView receipt, String downloadUrl) {}
