package lethe.privacy.erasure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** One's own receipt and where to fetch it again: the form of what is answered byte for byte as it was signed. */
public record OwnReceipt(@JsonUnwrapped ReceiptView receipt, String downloadUrl) {}
