package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.merkle.Consistency;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Inclusion;
import lethe.verifier.verify.VerificationResult.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks API responses about a log: the proof of an entry, and a checkpoint. */
public final class ProofCheck {
    private static final JsonNode NOTHING = JsonMapper.shared().createObjectNode();
    private final List<String> steps = new ArrayList<>();
    private final Signers signers;

    private ProofCheck(Collection<KnownKey> given) {
        signers = new Signers(List.copyOf(given), steps);
    }

    /** Checks the proof of an entry: {@code GET /api/v1/audit/proof/…}. */
    public static VerificationResult entry(String json, Collection<KnownKey> given) {
        var check = new ProofCheck(given);
        return check.result(() -> check.entry(Json.object(json)));
    }

    /**
     * Checks a checkpoint: the note itself, or the response of {@code GET /api/v1/audit/checkpoint}.
     *
     * @param seen an earlier checkpoint, which this one must continue; null for none
     */
    public static VerificationResult checkpoint(String text, Collection<KnownKey> given, @Nullable String seen) {
        var check = new ProofCheck(given);
        return check.result(() -> {
            var answer = text.stripLeading().startsWith("{") ? Json.object(text) : NOTHING;
            return check.checkpoint(answer.isEmpty() ? text : Json.text(answer, "checkpoint"), answer, seen);
        });
    }

    private VerificationResult result(Supplier<Kind> check) {
        try {
            return new VerificationResult(check.get(), steps, signers.unchecked());
        } catch (Wrong wrong) {
            steps.add(wrong.what());
            return VerificationResult.wrong(steps);
        }
    }

    private Kind entry(JsonNode proof) {
        var checkpoint = signed(Json.text(proof, "checkpoint"), proof);
        var text = Json.text(proof, "entry");
        var entry = Json.object(text);
        var leaf = Hash.leaf(text.getBytes(StandardCharsets.UTF_8));
        Wrong.unless(Json.hash(Json.text(proof, "leafHash")).equals(leaf), "The entry does not match its hash.");
        Wrong.unless(
                Json.number(proof, "treeSize") == checkpoint.size(),
                "The proof and the checkpoint are for different sizes of the log.");
        var index = Json.number(proof, "index");
        Wrong.unless(
                new Inclusion(index, checkpoint.size(), Json.hashes(proof, "hashes")).proves(leaf, checkpoint.root()),
                "The proof does not lead from entry " + index + " to the root of the checkpoint.");
        steps.add("Entry " + index + " of " + checkpoint.size() + " in " + checkpoint.origin() + ", "
                + Json.text(entry, "id") + ", records " + Json.text(entry, "action") + " at " + Json.text(entry, "at")
                + " (RFC 9162 inclusion proof).");
        return signers.kind(Kind.PROVEN);
    }

    private Kind checkpoint(String note, JsonNode answer, @Nullable String seen) {
        if (answer.isEmpty() && !signers.isAnyNamed()) {
            var unchecked = parsed(note);
            steps.add(
                    "The file contains no key, so its signature cannot be checked: name the operator's key with --key.");
            Optional.ofNullable(seen).ifPresent(before -> continues(parsed(before), unchecked, answer));
            return Kind.CONSISTENT;
        }
        var checkpoint = signed(note, answer);
        steps.add("The checkpoint states that " + checkpoint.origin() + " had " + checkpoint.size()
                + " entries and the root " + checkpoint.root() + ".");
        Optional.ofNullable(seen).ifPresent(before -> continues(signed(before, answer), checkpoint, answer));
        return signers.kind(Kind.SIGNED);
    }

    private void continues(Checkpoint before, Checkpoint now, JsonNode answer) {
        var proof = answer.path("consistency");
        var hashes = proof.isObject() ? Json.hashes(proof, "hashes") : List.<Hash>of();
        Wrong.unless(before.origin().equals(now.origin()), "The two checkpoints belong to different logs.");
        Wrong.unless(
                proof.isMissingNode() || Json.number(proof, "from") == before.size(),
                "The consistency proof starts at a different size than the checkpoint you kept.");
        Wrong.unless(
                new Consistency(before.size(), now.size(), hashes).proves(before.root(), now.root()),
                "The file does not prove that the log of " + before.size() + " entries is the beginning of this one.");
        steps.add("The log of " + before.size() + " entries is the beginning of this one"
                + " (RFC 9162 consistency proof).");
    }

    private Checkpoint signed(String text, JsonNode holder) {
        var note = note(text);
        var checkpoint = parsed(text);
        signers.follow(holder.path("keys"));
        var carried = Signers.carried(holder);
        signers.checkCheckpoint(note, checkpoint.origin(), signers.isAnyNamed() ? List.of() : carried);
        return checkpoint;
    }

    private static SignedNote note(String text) {
        return SignedNote.parse(text).orElseThrow(() -> new Wrong("The checkpoint is not a signed note."));
    }

    private static Checkpoint parsed(String text) {
        return Checkpoint.parse(note(text).text()).orElseThrow(() -> new Wrong("The signed note is not a checkpoint."));
    }
}
