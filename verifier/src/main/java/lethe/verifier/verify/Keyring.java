package lethe.verifier.verify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import lethe.verifier.checkpoints.KeyAdded;
import lethe.verifier.checkpoints.KeyLink;
import tools.jackson.databind.JsonNode;

/** The keys trusted for a log: those known at the beginning, and their signed successors. */
final class Keyring {
    private Keyring() {}

    /** Adds the key that an entry introduces, if a trusted key has signed the statement. */
    static void hear(byte[] entry, List<KnownKey> keys) {
        KeyAdded.of(entry).ifPresent(link -> keys.addAll(following(keys, List.of(link))));
    }

    /** The statements in a file's list of keys. */
    static List<KeyLink> links(JsonNode keys) {
        return keys.valueStream()
                .flatMap(key -> KeyLink.parse(key.path("link").asString("")).stream())
                .toList();
    }

    /** The keys reachable by these statements from the known ones, nearest first. Each statement is followed once. */
    static List<KnownKey> following(Collection<KnownKey> known, Collection<KeyLink> links) {
        var after = links.stream().collect(groupingBy(KeyLink::before));
        var ids = known.stream().map(KnownKey::id).collect(toCollection(HashSet::new));
        var next = new ArrayDeque<>(known);
        var found = new ArrayList<KnownKey>();
        while (!next.isEmpty()) {
            var key = next.remove();
            for (var link : after.getOrDefault(key.id(), List.of())) {
                if (link.isSignedBy(key.key())) {
                    key(link).filter(one -> ids.add(one.id())).ifPresent(one -> {
                        found.add(one);
                        next.add(one);
                    });
                }
            }
        }
        return found;
    }

    private static Optional<KnownKey> key(KeyLink link) {
        return KnownKey.exact(link.publicKey()).filter(key -> key.id().equals(link.key()));
    }
}
