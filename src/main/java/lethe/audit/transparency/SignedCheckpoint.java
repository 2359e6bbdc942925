package lethe.audit.transparency;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import lethe.audit.keys.LogKey;
import org.jspecify.annotations.Nullable;

/**
 * The signed state of an organisation's log.
 *
 * @param checkpoint a C2SP signed note; keep it to detect later whether anything was taken back
 * @param origin the log, as named in the note's first line
 * @param rootHash in base64
 * @param at when it was signed
 * @param consistency if an earlier size was given: proof that its tree is the beginning of this one
 * @param keys the current and former keys for checkpoints
 */
@Schema(name = "SignedCheckpoint")
record SignedCheckpoint(
        String checkpoint,
        String origin,
        long treeSize,
        String rootHash,
        Instant at,
        @Nullable Grown consistency,
        List<LogKey> keys) {
    /** A consistency proof: RFC 9162, 2.1.4.1. */
    @Schema(name = "ConsistencyProof")
    public record Grown(long from, List<String> hashes) {}
}
