package lethe.verifier.checkpoints;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the entry says that declares a restore: an older database was put back, and the log goes on under another origin.
 *
 * @param restore which; one that is declared twice is one
 * @param lost how many entries are known to be missing
 * @param checkpoints the last known, as signed notes: what stood between the log's own last and these may be missing
 */
public record RestoreBreak(String restore, long lost, List<String> checkpoints) {
    public static final String ACTION = "organisation.log-continued";

    /** Empty for an entry that says something else; from its canonical form, in which the action comes first. */
    public static Optional<RestoreBreak> of(byte[] entry) {
        return Said.facts(entry, ACTION).map(RestoreBreak::of);
    }

    private static RestoreBreak of(JsonNode facts) {
        return new RestoreBreak(
                facts.path("restore").asString(""),
                facts.path("lost").asLong(0),
                facts.path("checkpoints")
                        .valueStream()
                        .map(note -> note.asString(""))
                        .toList());
    }

    public Map<String, Object> facts() {
        return Map.of("restore", restore, "lost", lost, "checkpoints", checkpoints);
    }

    /** Whether it declares this very checkpoint. */
    public boolean names(String note) {
        return checkpoints.contains(note);
    }

    /** Whether it declares that what this checkpoint was signed over may be missing. */
    public boolean covers(Checkpoint seen) {
        return checkpoints.stream()
                .flatMap(note -> Checkpoint.parse(note).stream())
                .filter(known -> known.origin().equals(seen.origin()))
                .anyMatch(known -> known.equals(seen) || known.size() > seen.size());
    }
}
