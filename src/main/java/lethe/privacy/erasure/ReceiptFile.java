package lethe.privacy.erasure;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lethe.verifier.verify.KnownKey;
import lethe.verifier.verify.ReceiptCheck;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The receipt as signed, with data that was added later.
 *
 * @param proof absent until the log's next checkpoint
 */
@Schema(name = "ShownReceipt")
public record ReceiptFile(
        @Schema(implementation = ReceiptView.class) JsonNode receipt,
        @Nullable ReceiptProof proof,
        List<Recipient> recipients) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Another system that was notified of the termination. */
    public record Recipient(
            String name, Instant sentAt, @Nullable Instant acknowledgedAt) {}

    static ReceiptFile of(Receipt receipt, @Nullable ReceiptProof proof) {
        return new ReceiptFile(JSON.readTree(receipt.json()), proof, List.of());
    }

    /** Parses the members, for display. */
    public ReceiptView view() {
        return JSON.treeToValue(receipt, ReceiptView.class);
    }

    /** Verifies the receipt against our public keys, as an auditor would. Not cached. */
    public boolean checks() {
        var ours = Optional.ofNullable(proof).map(ReceiptProof::keys).orElse(List.of()).stream()
                .flatMap(key -> KnownKey.parse(key.publicKey()).stream())
                .toList();
        return ReceiptCheck.check(JSON.writeValueAsString(this), ours).isProven();
    }
}
