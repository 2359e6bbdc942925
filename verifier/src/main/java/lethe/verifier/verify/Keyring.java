package lethe.verifier.verify;

import java.util.List;
import java.util.Optional;
import lethe.verifier.checkpoints.KeyAdded;
import lethe.verifier.checkpoints.KeyLink;

/** The keys that a log is held to: those that are known from the beginning, and those that they say follow them. */
final class Keyring {
    private Keyring() {}

    /** Adds the key that an entry names, if it is one that names a key and one of these has signed that. */
    static void hear(byte[] entry, List<KnownKey> keys) {
        KeyAdded.of(entry)
                .filter(link -> isFollowing(link, keys))
                .flatMap(Keyring::key)
                .ifPresent(keys::add);
    }

    private static boolean isFollowing(KeyLink link, List<KnownKey> keys) {
        return keys.stream().filter(key -> key.id().equals(link.before())).anyMatch(key -> link.isSignedBy(key.key()))
                && keys.stream().noneMatch(key -> key.id().equals(link.key()));
    }

    private static Optional<KnownKey> key(KeyLink link) {
        return KnownKey.exact(link.publicKey()).filter(key -> key.id().equals(link.key()));
    }
}
