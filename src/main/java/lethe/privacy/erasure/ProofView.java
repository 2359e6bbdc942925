package lethe.privacy.erasure;

import lethe.verifier.verify.ReceiptCheck;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of a receipt's proof.
 *
 * @param proof absent until there is one
 * @param checks whether it was checked just now, and found right
 * @param hash {@code sha256:} and the SHA-256 of the receipt's canonical form, in hex: what a print carries
 */
public record ProofView(@Nullable ReceiptProof proof, boolean checks, String hash) {
    public static ProofView of(ReceiptFile file) {
        return new ProofView(file.proof(), file.proof() != null && file.checks(), ReceiptCheck.hash(file.receipt()));
    }

    /** The hash, for a camera. */
    public QrSymbol squares() {
        return QrSymbol.of(hash);
    }
}
