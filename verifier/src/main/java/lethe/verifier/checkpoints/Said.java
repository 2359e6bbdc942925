package lethe.verifier.checkpoints;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the entries that determine how the log itself is verified. */
final class Said {
    private static final JsonMapper JSON = new JsonMapper();

    private Said() {}

    /** The facts of an entry in canonical form, which begins with the action; empty if the entry has another action. */
    static Optional<JsonNode> facts(byte[] entry, String action) {
        var start = ("{\"action\":\"" + action + "\",").getBytes(StandardCharsets.UTF_8);
        var says = entry.length > start.length && Arrays.equals(entry, 0, start.length, start, 0, start.length);
        return says ? Optional.of(JSON.readTree(entry).path("facts")) : Optional.empty();
    }
}
