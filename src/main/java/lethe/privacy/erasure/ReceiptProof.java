package lethe.privacy.erasure;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import lethe.audit.keys.LogKey;
import lethe.audit.transparency.EntryProof;

/**
 * Proof that the receipt's entries are in the audit log. The main fields are about its last entry.
 *
 * @param entry the exact text that was hashed
 * @param index the position of that entry in the log, from 0
 * @param hashes the inclusion proof (RFC 9162), in base64
 * @param checkpoint a C2SP signed note: the first checkpoint that covers these entries, hence always the same
 * @param earlier the same for the earlier entries, in the order of the receipt
 * @param keys the keys that sign checkpoints, including former ones
 */
@Schema(name = "ReceiptProof")
public record ReceiptProof(
        String entry,
        long index,
        long treeSize,
        List<String> hashes,
        String checkpoint,
        List<Earlier> earlier,
        List<LogKey> keys) {
    @Schema(name = "EarlierEntry")
    public record Earlier(String entry, long index, List<String> hashes) {
        static Earlier of(EntryProof proof) {
            return new Earlier(proof.entry(), proof.index(), proof.hashes());
        }
    }

    static ReceiptProof of(List<EntryProof> entries) {
        var last = entries.getLast();
        return new ReceiptProof(
                last.entry(),
                last.index(),
                last.treeSize(),
                last.hashes(),
                last.checkpoint(),
                entries.subList(0, entries.size() - 1).stream().map(Earlier::of).toList(),
                last.keys());
    }
}
