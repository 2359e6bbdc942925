package lethe.verifier.checkpoints;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The content of an entry that declares a restore: an older database was restored, and the log continues under another origin.
 *
 * @param restore its ID; a restore declared twice counts as one
 * @param lost how many entries are known to be missing
 * @param checkpoints the last known ones, as signed notes: entries between the log's own last checkpoint and these may be missing
 */
public record RestoreBreak(String restore, long lost, List<String> checkpoints) {
    public static final String ACTION = "organisation.log-continued";

    /** Parses the canonical form of an entry, which begins with the action; empty for entries of another kind. */
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

    /** Whether it declares exactly this checkpoint. */
    public boolean names(String note) {
        return checkpoints.contains(note);
    }

    /** Whether it declares that entries under this checkpoint may be missing. */
    public boolean covers(Checkpoint seen) {
        return checkpoints.stream()
                .flatMap(note -> Checkpoint.parse(note).stream())
                .filter(known -> known.origin().equals(seen.origin()))
                .anyMatch(known -> known.equals(seen) || known.size() > seen.size());
    }
}
