package lethe.verifier.checkpoints;

import java.util.Map;
import java.util.Optional;

/** The entry that adds a signing key to a log; it contains the previous key's statement about it. */
public final class KeyAdded {
    public static final String ACTION = "signing-key.added";
    private static final String LINK = "link";

    private KeyAdded() {}

    /** Parses the canonical form of an entry; empty for entries of another kind. */
    public static Optional<KeyLink> of(byte[] entry) {
        return Said.facts(entry, ACTION)
                .flatMap(facts -> KeyLink.parse(facts.path(LINK).asString("")));
    }

    public static Map<String, Object> facts(KeyLink link) {
        return Map.of("key", link.key(), "after", link.before(), LINK, link.toString());
    }
}
