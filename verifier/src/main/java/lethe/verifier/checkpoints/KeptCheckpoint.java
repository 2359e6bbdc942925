package lethe.verifier.checkpoints;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A checkpoint that someone kept outside Lethe. */
public final class KeptCheckpoint {
    private static final JsonMapper JSON = new JsonMapper();

    private KeptCheckpoint() {}

    /** The note itself, or the one inside a receipt or an API response; empty for anything else. */
    public static Optional<String> note(String text) {
        return Optional.of(text.stripLeading().startsWith("{") ? held(text) : text)
                .filter(note -> Checkpoint.parse(note).isPresent());
    }

    private static String held(String json) {
        try {
            var root = JSON.readTree(json);
            JsonNode proof = root.path("proof").isObject() ? root.path("proof") : root;
            return proof.path("checkpoint").asString("");
        } catch (JacksonException none) {
            return "";
        }
    }
}
