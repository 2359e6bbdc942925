package lethe.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What a page says of a receipt's proof.
 *
 * @param proof absent until there is one
 * @param checks whether it was checked just now, and found right
 */
public record ShownProof(@Nullable Proof proof, boolean checks) {
    public static ShownProof of(ReceiptFile file) {
        return new ShownProof(file.proof(), file.proof() != null && file.checks());
    }
}
