package lethe.privacy.erasure;

import lethe.platform.formats.QrSymbol;
import lethe.verifier.verify.ReceiptCheck;
import org.jspecify.annotations.Nullable;

/**
 * How a page presents the proof of a receipt.
 *
 * @param proof absent until the log has its next checkpoint
 * @param checks whether the proof is valid, as it was just checked
 * @param hash {@code sha256:} and the SHA-256 of the receipt's canonical form in hex, for printing
 */
public record ProofView(@Nullable ReceiptProof proof, boolean checks, String hash) {
    public static ProofView of(ReceiptFile file) {
        return new ProofView(file.proof(), file.proof() != null && file.checks(), ReceiptCheck.hash(file.receipt()));
    }

    /** The hash as a QR code. */
    public QrSymbol squares() {
        return QrSymbol.of(hash);
    }
}
