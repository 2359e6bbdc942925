package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Inclusion;
import lethe.verifier.verify.VerificationResult.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks an erasure receipt as docs/receipt.md says, step by step. */
public final class ReceiptCheck {
    private static final List<String> ACTIONS = List.of("user.terminated", "user.keys-destroyed");
    private final List<KnownKey> given;
    private final List<String> steps = new ArrayList<>();
    private final Set<KnownKey> counted = new LinkedHashSet<>();

    private ReceiptCheck(Collection<KnownKey> given) {
        this.given = List.copyOf(given);
    }

    /**
     * @param json the receipt, or the file it is downloaded in, with its proof
     * @param given keys that are known to be the operator's; none, and those in the file are taken, unchecked
     */
    public static VerificationResult check(String json, Collection<KnownKey> given) {
        var check = new ReceiptCheck(given);
        try {
            return new VerificationResult(check.kind(Json.object(json)), check.steps, check.unchecked());
        } catch (Wrong wrong) {
            check.steps.add(wrong.what());
            return VerificationResult.wrong(check.steps);
        }
    }

    /** What a print of the receipt carries: of its canonical form, the signature included. */
    public static String hash(JsonNode receipt) {
        return Statement.sha256(receipt);
    }

    private Kind kind(ObjectNode file) {
        var receipt = file.has("receipt") ? file.path("receipt") : file;
        Wrong.unless(receipt.isObject(), "There is no receipt in it.");
        var key = checkSignature((ObjectNode) receipt);
        steps.add("Its hash, which a print of it carries, is " + hash(printed((ObjectNode) receipt)) + ".");
        steps.add("It says: the keys of " + Json.text(receipt, "userId") + " in " + Json.text(receipt, "organisationId")
                + " were destroyed at " + Json.text(receipt, "keyDestroyedAt") + ".");
        if (file.has("proof")) {
            Wrong.unless(file.path("proof").isObject(), "The proof is none: a file without one has no such member.");
            return proof(receipt, file.path("proof"), key);
        } else {
            steps.add("A proof that this stands in the audit log is promised by " + Json.text(receipt, "proofBy")
                    + ", and is not in this file: fetch the receipt again.");
            return Kind.PROMISED;
        }
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
                "The signature does not fit: something in the receipt was changed, or another key signed it.");
        steps.add("The receipt is signed by " + key.id() + " (Ed25519 over its RFC 8785 form).");
        return key;
    }

    private KnownKey key(ObjectNode receipt) {
        var id = Json.text(receipt, "keyId");
        var own = receipt.has("publicKey") ? Optional.of(exact(id, Json.text(receipt, "publicKey"))) : known(id);
        Wrong.unless(own.isPresent(), "The receipt carries no public key: please give the operator's with --key.");
        Wrong.unless(
                given.isEmpty() || known(id).isPresent(),
                "It names the key " + id + ", which is not the key that you gave.");
        return counted(own.orElseThrow());
    }

    private Optional<KnownKey> known(String id) {
        return given.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static KnownKey exact(String id, String publicKey) {
        return KnownKey.exact(publicKey)
                .filter(key -> key.id().equals(id))
                .orElseThrow(() -> new Wrong("What stands beside " + id + " is not the key with that id."));
    }

    private KnownKey counted(KnownKey key) {
        counted.add(key);
        return key;
    }

    private List<KnownKey> unchecked() {
        return counted.stream().filter(key -> known(key.id()).isEmpty()).toList();
    }

    private Kind proof(JsonNode receipt, JsonNode proof, KnownKey key) {
        var note = SignedNote.parse(Json.text(proof, "checkpoint"))
                .orElseThrow(() -> new Wrong("The checkpoint is no signed note."));
        var checkpoint =
                Checkpoint.parse(note.text()).orElseThrow(() -> new Wrong("The signed note is no checkpoint."));
        checkEntries(receipt, proof, checkpoint);
        checkOrigin(new Origin(checkpoint.origin()), Origin.of(Json.text(receipt, "organisationId")));
        return signer(note, checkpoint.origin(), proof, key);
    }

    private void checkOrigin(Origin origin, Origin log) {
        Wrong.unless(origin.log().equals(log), "The checkpoint is of another log: " + origin + ".");
        if (origin.isContinued()) {
            steps.add("By then the log had declared that an older database was put back, and had gone on as " + origin
                    + ".");
        }
        steps.add(
                "That the log of today still holds it, or declares that a restore took it, is seen by lethe audit verify"
                        + " --checkpoint and this file.");
    }

    private void checkEntries(JsonNode receipt, JsonNode proof, Checkpoint checkpoint) {
        var entries = new ArrayList<>(proof.path("earlier").valueStream().toList());
        entries.add(proof);
        var ids = Json.texts(receipt, "auditEntries");
        var leaves = Json.hashes(receipt, "leafHashes");
        Wrong.unless(
                entries.size() == ACTIONS.size() && ids.size() == entries.size() && leaves.size() == entries.size(),
                "There must be two entries, two leaf hashes and two proofs.");
        Wrong.unless(
                Json.number(proof, "treeSize") == checkpoint.size(),
                "The proof is about another size of the log than the checkpoint.");
        for (var place = 0; place < entries.size(); place++) {
            checkEntry(receipt, ids.get(place), ACTIONS.get(place), Json.text(entries.get(place), "entry"));
            checkPlace(entries.get(place), leaves.get(place), checkpoint);
        }
        steps.add(
                Statement.isHeldBy(receipt, Json.object(Json.text(proof, "entry")))
                        ? "That entry holds the hash of what this receipt says: the proof belongs to it and to no other."
                        : "The receipt was made before entries held its hash: only its signature binds it to the proof.");
    }

    private void checkEntry(JsonNode receipt, String id, String action, String text) {
        var entry = Json.object(text);
        Wrong.unless(
                Json.text(entry, "id").equals(id)
                        && Json.text(entry, "action").equals(action)
                        && Json.text(entry, "organisationId").equals(Json.text(receipt, "organisationId"))
                        && Json.text(entry.path("target"), "id").equals(Json.text(receipt, "userId")),
                "The entry " + id + " does not say " + action + " of this person.");
    }

    private void checkPlace(JsonNode proof, Hash leaf, Checkpoint checkpoint) {
        var text = Json.text(proof, "entry");
        Wrong.unless(
                Hash.leaf(text.getBytes(StandardCharsets.UTF_8)).equals(leaf),
                "The entry is not the one whose hash the receipt signs.");
        var index = Json.number(proof, "index");
        Wrong.unless(
                new Inclusion(index, checkpoint.size(), Json.hashes(proof, "hashes")).proves(leaf, checkpoint.root()),
                "The proof does not lead from entry " + index + " to the root of the checkpoint.");
        steps.add("Entry " + index + " of the log's " + checkpoint.size() + " says "
                + Json.text(Json.object(text), "action") + " of this person (RFC 9162 inclusion proof).");
    }

    private Kind signer(SignedNote note, String origin, JsonNode proof, KnownKey key) {
        var carried = carried(proof, key);
        var signers = signers(note, origin, given);
        if (signers.isEmpty()) {
            signers = signers(note, origin, carried);
        }
        Wrong.unless(!signers.isEmpty(), "The checkpoint is signed by nobody who is known.");
        signers.forEach(
                each -> steps.add("The checkpoint is signed by " + counted(each).id() + " (C2SP signed note)."));
        return unchecked().isEmpty() ? Kind.PROVEN : Kind.CONSISTENT;
    }

    /** Lines of others are passed over; one that names a key which is known must fit. */
    private static List<KnownKey> signers(SignedNote note, String origin, List<KnownKey> known) {
        Wrong.unless(
                known.stream().noneMatch(each -> note.isForgedFor(each.as(origin))),
                "A signature under the checkpoint does not fit.");
        return known.stream().filter(each -> note.isSignedBy(each.as(origin))).toList();
    }

    /** What kinds of keys there are beside, a later version may know. */
    private static List<KnownKey> carried(JsonNode proof, KnownKey key) {
        Wrong.unless(!proof.has("keys") || proof.path("keys").isArray(), "The list keys is none.");
        var listed = proof.path("keys")
                .valueStream()
                .filter(each -> Json.text(each, "id").startsWith("ed25519-"))
                .map(each -> exact(Json.text(each, "id"), Json.text(each, "publicKey")));
        return Stream.concat(Stream.of(key), listed).distinct().toList();
    }
}
