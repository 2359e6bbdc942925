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

/** The keys that a log is held to: those that are known from the beginning, and those that they say follow them. */
final class Keyring {
    private Keyring() {}

    /** Adds the key that an entry names, if it is one that names a key and one of these has signed that. */
    static void hear(byte[] entry, List<KnownKey> keys) {
        KeyAdded.of(entry).ifPresent(link -> keys.addAll(following(keys, List.of(link))));
    }

    /** What the keys of a file say of each other, where they do. */
    static List<KeyLink> links(JsonNode keys) {
        return keys.valueStream()
                .flatMap(key -> KeyLink.parse(key.path("link").asString("")).stream())
                .toList();
    }

    /** The keys that links lead to from those that are known, nearest first. Each link is looked at once. */
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
