package lethe.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Entries that say how many others were removed, because their time was over. */
final class Removals {
    private static final String ACTION = "\"action\":\"retention.applied\"";
    private static final List<String> KINDS = List.of("sign-in-event", "audit-entry");

    private Removals() {}

    /** How many this one says; none where it is about anything else. */
    static Map<String, Long> declared(String entry, byte[] canonical) {
        var text = new String(canonical, StandardCharsets.UTF_8);
        if (!text.contains(ACTION)) {
            return Map.of();
        }
        var members = Json.object(text);
        var facts = members.path("facts");
        return members.path("action").asString("").equals("retention.applied")
                        && KINDS.contains(facts.path("kind").asString(""))
                ? Map.of(entry, facts.path("count").asLong(0))
                : Map.of();
    }
}
