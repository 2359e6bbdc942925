package lethe.audit.transparency;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lethe.audit.keys.LogKey;
import lethe.audit.log.SequencedEntry;
import lethe.verifier.merkle.Hash;

/**
 * Proof that an entry is in the log.
 *
 * @param entry the hashed text, character by character: canonical JSON (RFC 8785) with the entry's salt
 * @param leafHash SHA-256 of a zero byte and the entry, in base64
 * @param index its position, from 0
 * @param treeSize the size of the checkpoint's tree
 * @param hashes from the leaf's sibling up to the root's child (RFC 9162, 2.1.3.1), in base64
 * @param checkpoint a C2SP signed note
 * @param keys the current and former keys for checkpoints
 */
@Schema(name = "EntryProof")
public record EntryProof(
        String entry,
        String leafHash,
        long index,
        long treeSize,
        List<String> hashes,
        String checkpoint,
        List<LogKey> keys) {
    static EntryProof of(
            SequencedEntry placed, long treeSize, List<Hash> hashes, String checkpoint, List<LogKey> keys) {
        return new EntryProof(
                new String(placed.canonical(), StandardCharsets.UTF_8),
                placed.recorded().toString(),
                placed.index(),
                treeSize,
                hashes.stream().map(Hash::toString).toList(),
                checkpoint,
                keys);
    }
}
