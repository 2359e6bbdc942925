package lethe.privacy.erasure;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import lethe.audit.keys.LogKey;
import lethe.audit.transparency.EntryProof;

/**
 * That what a receipt says stands in the audit log: of its last entry, and of those before it.
 *
 * @param entry what was hashed, character by character
 * @param index of that entry in the log, from 0 on
 * @param hashes of the inclusion proof (RFC 9162), in base64
 * @param checkpoint a C2SP signed note: the first that covers these entries, and therefore always the same
 * @param earlier the same of the entries before, in the order of the receipt
 * @param keys that sign checkpoints, and those that did
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
