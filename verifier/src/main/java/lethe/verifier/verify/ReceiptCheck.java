package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Inclusion;
import lethe.verifier.verify.VerificationResult.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks an erasure receipt step by step, as described in docs/receipt.md. */
public final class ReceiptCheck {
    private static final List<String> ACTIONS = List.of("user.terminated", "user.keys-destroyed");
    private final List<String> steps = new ArrayList<>();
    private final Signers signers;

    private ReceiptCheck(Collection<KnownKey> given) {
        signers = new Signers(List.copyOf(given), steps);
    }

    /**
     * @param json the receipt, or the downloaded file with its proof
     * @param given keys known to be the operator's; if empty, those in the file are used without being trusted
     */
    public static VerificationResult check(String json, Collection<KnownKey> given) {
        var check = new ReceiptCheck(given);
        try {
            return new VerificationResult(check.kind(Json.object(json)), check.steps, check.signers.unchecked());
        } catch (Wrong wrong) {
            check.steps.add(wrong.what());
            return VerificationResult.wrong(check.steps);
        }
    }

    /** The hash printed with a receipt: of its canonical form, signature included. */
    public static String hash(JsonNode receipt) {
        return Statement.sha256(receipt);
    }

    private Kind kind(ObjectNode file) {
        var receipt = file.has("receipt") ? file.path("receipt") : file;
        Wrong.unless(receipt.isObject(), "The file contains no receipt.");
        signers.follow(file.path("proof").path("keys"));
        var key = checkSignature((ObjectNode) receipt);
        steps.add("The receipt's hash, also on printed copies, is " + hash(printed((ObjectNode) receipt)) + ".");
        steps.add("The receipt states that the keys of " + Json.text(receipt, "userId") + " in "
                + Json.text(receipt, "organisationId") + " were destroyed at " + Json.text(receipt, "keyDestroyedAt")
                + ".");
        if (receipt.path("outOfReach").isArray()) {
            steps.add("The receipt lists as out of the operator's reach: "
                    + String.join("; ", Json.texts(receipt, "outOfReach")) + ".");
        }
        if (isRepeated(receipt)) {
            steps.add(
                    "The receipt states that this person was terminated again, because an older database had brought them back"
                            + (receipt.has(Statement.RESTORE)
                                    ? "; the log declares that restore as " + Json.text(receipt, Statement.RESTORE)
                                            + "."
                                    : "; the log does not declare that restore."));
        }
        if (file.has("proof")) {
            Wrong.unless(
                    file.path("proof").isObject(),
                    "The proof is not an object: a file without a proof has no member proof.");
            return proof(receipt, file.path("proof"), key);
        } else {
            steps.add("The proof that this is in the audit log is promised by " + Json.text(receipt, "proofBy")
                    + " and is not in this file: download the receipt again.");
            return Kind.PROMISED;
        }
    }

    private static boolean isRepeated(JsonNode said) {
        var again = said.path(Statement.AGAIN);
        Wrong.unless(
                again.isMissingNode() ? !said.has(Statement.RESTORE) : again.isBoolean() && again.asBoolean(),
                "What the receipt states about an earlier termination is invalid.");
        return !again.isMissingNode();
    }

    private static JsonNode printed(ObjectNode receipt) {
        var printed = receipt.deepCopy();
        printed.remove("downloadUrl");
        return printed;
    }

    private KnownKey checkSignature(ObjectNode receipt) {
        var key = key(receipt);
        var signed = receipt.deepCopy();
        signed.remove(List.of("signature", "downloadUrl"));
        Wrong.unless(
                Json.isSigned(Json.canonical(signed), Json.text(receipt, "signature"), key.key()),
                "The signature is invalid: the receipt was changed, or another key signed it.");
        steps.add("The receipt is signed by " + key.id() + " (Ed25519 over its RFC 8785 form).");
        return key;
    }

    private KnownKey key(ObjectNode receipt) {
        var id = Json.text(receipt, "keyId");
        var own = receipt.has("publicKey")
                ? Optional.of(Signers.exact(id, Json.text(receipt, "publicKey")))
                : signers.known(id);
        Wrong.unless(own.isPresent(), "The receipt contains no public key: name the operator's key with --key.");
        Wrong.unless(
                !signers.isAnyNamed() || signers.known(id).isPresent(),
                "The receipt names the key " + id
                        + ", which you did not name and which does not follow from a key you named.");
        return signers.counted(own.orElseThrow());
    }

    private Kind proof(JsonNode receipt, JsonNode proof, KnownKey key) {
        var note = SignedNote.parse(Json.text(proof, "checkpoint"))
                .orElseThrow(() -> new Wrong("The checkpoint is not a signed note."));
        var checkpoint =
                Checkpoint.parse(note.text()).orElseThrow(() -> new Wrong("The signed note is not a checkpoint."));
        checkEntries(receipt, proof, checkpoint);
        checkOrigin(new Origin(checkpoint.origin()), Origin.of(Json.text(receipt, "organisationId")));
        var carried = Stream.concat(Stream.of(key), Signers.carried(proof).stream());
        signers.checkCheckpoint(note, checkpoint.origin(), carried.distinct().toList());
        return signers.kind(Kind.PROVEN);
    }

    private void checkOrigin(Origin origin, Origin log) {
        Wrong.unless(origin.log().equals(log), "The checkpoint belongs to another log: " + origin + ".");
        if (origin.isContinued()) {
            steps.add("Before that, the log had declared that an older database was restored, and had continued as "
                    + origin + ".");
        }
        steps.add(
                "To check that today's log still contains it, or declares that a restore removed it, run lethe audit verify"
                        + " --checkpoint with this file.");
    }

    private void checkEntries(JsonNode receipt, JsonNode proof, Checkpoint checkpoint) {
        var entries = new ArrayList<>(proof.path("earlier").valueStream().toList());
        entries.add(proof);
        var ids = Json.texts(receipt, "auditEntries");
        var leaves = Json.hashes(receipt, "leafHashes");
        Wrong.unless(
                entries.size() == ACTIONS.size() && ids.size() == entries.size() && leaves.size() == entries.size(),
                "The receipt must have two entries, two leaf hashes and two proofs.");
        Wrong.unless(
                Json.number(proof, "treeSize") == checkpoint.size(),
                "The proof and the checkpoint are for different sizes of the log.");
        for (var place = 0; place < entries.size(); place++) {
            checkEntry(receipt, ids.get(place), ACTIONS.get(place), Json.text(entries.get(place), "entry"));
            checkPlace(entries.get(place), leaves.get(place), checkpoint);
        }
        checkRepetition(
                receipt, Json.object(Json.text(entries.getFirst(), "entry")).path("facts"));
        steps.add(
                Statement.isHeldBy(receipt, Json.object(Json.text(proof, "entry")))
                        ? "This entry contains the hash of what this receipt states: the proof belongs to no other receipt."
                        : "The receipt is older than hashes in entries: only its signature binds it to the proof.");
    }

    private static void checkRepetition(JsonNode receipt, JsonNode facts) {
        Wrong.unless(
                facts.path(Statement.AGAIN).equals(receipt.path(Statement.AGAIN))
                        && (!isRepeated(receipt)
                                || facts.path(Statement.RESTORE).equals(receipt.path(Statement.RESTORE))),
                "The receipt and the entry about the termination contradict each other about an earlier termination.");
    }

    private void checkEntry(JsonNode receipt, String id, String action, String text) {
        var entry = Json.object(text);
        Wrong.unless(
                Json.text(entry, "id").equals(id)
                        && Json.text(entry, "action").equals(action)
                        && Json.text(entry, "organisationId").equals(Json.text(receipt, "organisationId"))
                        && Json.text(entry.path("target"), "id").equals(Json.text(receipt, "userId")),
                "The entry " + id + " does not record " + action + " for this person.");
    }

    private void checkPlace(JsonNode proof, Hash leaf, Checkpoint checkpoint) {
        var text = Json.text(proof, "entry");
        Wrong.unless(
                Hash.leaf(text.getBytes(StandardCharsets.UTF_8)).equals(leaf),
                "The entry does not match the hash signed in the receipt.");
        var index = Json.number(proof, "index");
        Wrong.unless(
                new Inclusion(index, checkpoint.size(), Json.hashes(proof, "hashes")).proves(leaf, checkpoint.root()),
                "The proof does not lead from entry " + index + " to the root of the checkpoint.");
        steps.add("Entry " + index + " of " + checkpoint.size() + " in the log records "
                + Json.text(Json.object(text), "action") + " for this person (RFC 9162 inclusion proof).");
    }
}
