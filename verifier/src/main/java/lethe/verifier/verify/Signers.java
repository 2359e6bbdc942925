package lethe.verifier.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.verify.VerificationResult.Kind;
import tools.jackson.databind.JsonNode;

/** The trusted signers: the named keys and their successors. Records which of them signed. */
final class Signers {
    private final Collection<KnownKey> named;
    private final List<KnownKey> following = new ArrayList<>();
    private final List<String> steps;
    private final Set<KnownKey> counted = new LinkedHashSet<>();

    Signers(Collection<KnownKey> named, List<String> steps) {
        this.named = named;
        this.steps = steps;
    }

    /** Follows the statements in a file's list of keys; invalid ones are ignored. */
    void follow(JsonNode keys) {
        following.addAll(Keyring.following(named, Keyring.links(keys)));
    }

    boolean isAnyNamed() {
        return !named.isEmpty();
    }

    Optional<KnownKey> known(String id) {
        return known().filter(key -> key.id().equals(id)).findFirst();
    }

    KnownKey counted(KnownKey key) {
        if (counted.add(key) && following.contains(key)) {
            steps.add("The key " + key.id() + " follows from one you named: each key has signed the next.");
        }
        return key;
    }

    /** The keys that signed but were not named, nor follow from a named one. */
    List<KnownKey> unchecked() {
        return counted.stream().filter(key -> known(key.id()).isEmpty()).toList();
    }

    Kind kind(Kind otherwise) {
        return unchecked().isEmpty() ? otherwise : Kind.CONSISTENT;
    }

    /** Accepts a signature by a trusted key, or else by one from the file. */
    void checkCheckpoint(SignedNote note, String origin, List<KnownKey> carried) {
        var signers = signers(note, origin, known().toList());
        if (signers.isEmpty()) {
            signers = signers(note, origin, carried);
        }
        Wrong.unless(!signers.isEmpty(), "The checkpoint is not signed by any known key.");
        signers.forEach(
                each -> steps.add("The checkpoint is signed by " + counted(each).id() + " (C2SP signed note)."));
    }

    /** Ignores other kinds of keys, which a later version may add. */
    static List<KnownKey> carried(JsonNode holder) {
        Wrong.unless(!holder.has("keys") || holder.path("keys").isArray(), "The member keys is not a list.");
        return holder.path("keys")
                .valueStream()
                .filter(each -> Json.text(each, "id").startsWith("ed25519-"))
                .map(each -> exact(Json.text(each, "id"), Json.text(each, "publicKey")))
                .toList();
    }

    static KnownKey exact(String id, String publicKey) {
        return KnownKey.exact(publicKey)
                .filter(key -> key.id().equals(id))
                .orElseThrow(() -> new Wrong("The public key given for " + id + " does not have this ID."));
    }

    private Stream<KnownKey> known() {
        return Stream.concat(named.stream(), following.stream());
    }

    /** Ignores other signers' lines; a line that names a known key must match. */
    private static List<KnownKey> signers(SignedNote note, String origin, List<KnownKey> known) {
        Wrong.unless(
                known.stream().noneMatch(each -> note.isForgedFor(each.as(origin))),
                "A signature of the checkpoint is invalid.");
        return known.stream().filter(each -> note.isSignedBy(each.as(origin))).toList();
    }
}
