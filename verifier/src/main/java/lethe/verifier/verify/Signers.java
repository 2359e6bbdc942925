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

/** Whose signatures count: of the keys that were named, and of those that follow from them. Tells which ones did. */
final class Signers {
    private final Collection<KnownKey> named;
    private final List<KnownKey> following = new ArrayList<>();
    private final List<String> steps;
    private final Set<KnownKey> counted = new LinkedHashSet<>();

    Signers(Collection<KnownKey> named, List<String> steps) {
        this.named = named;
        this.steps = steps;
    }

    /** Takes what the keys of a file say of each other; one that does not hold leads nowhere. */
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
            steps.add("The key " + key.id() + " follows from one that you named: each key has signed the next.");
        }
        return key;
    }

    /** Those that counted and that nobody named from outside. */
    List<KnownKey> unchecked() {
        return counted.stream().filter(key -> known(key.id()).isEmpty()).toList();
    }

    Kind kind(Kind otherwise) {
        return unchecked().isEmpty() ? otherwise : Kind.CONSISTENT;
    }

    /** By a key that is known, or else by one that came with the file. */
    void checkCheckpoint(SignedNote note, String origin, List<KnownKey> carried) {
        var signers = signers(note, origin, known().toList());
        if (signers.isEmpty()) {
            signers = signers(note, origin, carried);
        }
        Wrong.unless(!signers.isEmpty(), "The checkpoint is not signed by any known key.");
        signers.forEach(
                each -> steps.add("The checkpoint is signed by " + counted(each).id() + " (C2SP signed note)."));
    }

    /** What kinds of keys there are beside, a later version may know. */
    static List<KnownKey> carried(JsonNode holder) {
        Wrong.unless(!holder.has("keys") || holder.path("keys").isArray(), "The list keys is none.");
        return holder.path("keys")
                .valueStream()
                .filter(each -> Json.text(each, "id").startsWith("ed25519-"))
                .map(each -> exact(Json.text(each, "id"), Json.text(each, "publicKey")))
                .toList();
    }

    static KnownKey exact(String id, String publicKey) {
        return KnownKey.exact(publicKey)
                .filter(key -> key.id().equals(id))
                .orElseThrow(() -> new Wrong("The key beside " + id + " does not have this ID."));
    }

    private Stream<KnownKey> known() {
        return Stream.concat(named.stream(), following.stream());
    }

    /** Lines of others are passed over; one that names a key which is known must fit. */
    private static List<KnownKey> signers(SignedNote note, String origin, List<KnownKey> known) {
        Wrong.unless(
                known.stream().noneMatch(each -> note.isForgedFor(each.as(origin))),
                "A signature under the checkpoint does not fit.");
        return known.stream().filter(each -> note.isSignedBy(each.as(origin))).toList();
    }
}
