package lethe.verifier.checkpoints;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What entries say that the verification of a log itself goes by. */
final class Said {
    private static final JsonMapper JSON = new JsonMapper();

    private Said() {}

    /** The facts of an entry; empty for one that says something else. From its canonical form, in which the action comes first. */
    static Optional<JsonNode> facts(byte[] entry, String action) {
        var start = ("{\"action\":\"" + action + "\",").getBytes(StandardCharsets.UTF_8);
        var says = entry.length > start.length && Arrays.equals(entry, 0, start.length, start, 0, start.length);
        return says ? Optional.of(JSON.readTree(entry).path("facts")) : Optional.empty();
    }
}
