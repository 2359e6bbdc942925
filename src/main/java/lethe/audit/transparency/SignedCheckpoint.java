package lethe.audit.transparency;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import lethe.audit.keys.LogKey;
import org.jspecify.annotations.Nullable;

/**
 * What is signed of an organisation's log at the moment.
 *
 * @param checkpoint a C2SP signed note: what to keep in order to notice later if anything was taken back
 * @param origin which log, the first line of it
 * @param rootHash in base64
 * @param at when it was signed
 * @param consistency where an earlier size was named: that its tree is the beginning of this one
 * @param keys that sign checkpoints, and those that did
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
