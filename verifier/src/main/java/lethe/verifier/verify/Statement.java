package lethe.verifier.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content of a receipt, apart from its signature and its place in the log. The entry about the destroyed keys
 * contains its hash, so that only one receipt matches a proof, no matter who signs others.
 */
public final class Statement {
    /** The fact with the hash. */
    public static final String FACT = "receipt";

    /** In the receipt and in the entry about the termination, if it was repeated after a restore. */
    public static final String AGAIN = "again";
    /** The restore after which it was repeated, as the log declares it. */
    public static final String RESTORE = "restore";

    private static final List<String> BESIDES =
            List.of("auditEntries", "leafHashes", "proofBy", "publicKey", "keyId", "signature", "downloadUrl");
    /** The first format whose receipts must have a hash in the log. */
    private static final long BOUND = 2;

    private static final long NEWEST = 2;

    private Statement() {}

    /** {@code sha256:} and the SHA-256, in hex, of the RFC 8785 form of the content. */
    public static String hash(JsonNode receipt) {
        var said = ((ObjectNode) receipt).deepCopy();
        said.remove(BESIDES);
        return sha256(said);
    }

    static String sha256(JsonNode node) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Json.canonical(node));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Whether the log contains the hash of this receipt.
     *
     * @param entry about the destroyed keys
     * @return false for a receipt older than hashes in entries
     * @throws Wrong if the entry contains another receipt's hash, or lacks the hash that the format requires
     */
    static boolean isHeldBy(JsonNode receipt, JsonNode entry) {
        var format = receipt.has("format") ? Json.number(receipt, "format") : 1;
        Wrong.unless(
                format >= 1 && format <= NEWEST,
                "The receipt has format " + format + ", which this version does not know: use a newer one.");
        var held = Optional.of(entry.path("facts").path(FACT)).filter(fact -> !fact.isMissingNode());
        Wrong.unless(
                held.isPresent() || format < BOUND,
                "The log's entry contains no hash of the receipt, which format " + format + " requires.");
        held.ifPresent(fact -> Wrong.unless(
                fact.asString("").equals(hash(receipt)),
                "The log's entry belongs to another receipt: it contains a different hash."));
        return held.isPresent();
    }
}
