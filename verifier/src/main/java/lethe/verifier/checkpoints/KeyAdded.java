package lethe.verifier.checkpoints;

import java.util.Map;
import java.util.Optional;

/** What the entry says by which a log learns of a new signing key: what the key before says of it. */
public final class KeyAdded {
    public static final String ACTION = "signing-key.added";
    private static final String LINK = "link";

    private KeyAdded() {}

    /** Empty for an entry that says something else; from its canonical form. */
    public static Optional<KeyLink> of(byte[] entry) {
        return Said.facts(entry, ACTION)
                .flatMap(facts -> KeyLink.parse(facts.path(LINK).asString("")));
    }

    public static Map<String, Object> facts(KeyLink link) {
        return Map.of("key", link.key(), "after", link.before(), LINK, link.toString());
    }
}
