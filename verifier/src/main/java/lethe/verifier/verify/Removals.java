package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.verifier.verify.Fault.Code;

/** Positions whose entries were removed when they expired, and the entries that record how many were. */
final class Removals {
    private static final String ACTION = "\"action\":\"retention.applied\"";
    private static final List<String> KINDS = List.of("sign-in-event", "audit-entry");
    private final Map<String, Gap> gaps = new LinkedHashMap<>();
    private final Map<String, Long> declared = new HashMap<>();

    /** Removed positions for which a later entry is said to account. */
    private record Gap(long first, long count) {}

    /** Accepts any entry of the log, and remembers it if it records a removal. */
    void hear(String entry, byte[] canonical) {
        var text = new String(canonical, StandardCharsets.UTF_8);
        if (text.contains(ACTION)) {
            var members = Json.object(text);
            var facts = members.path("facts");
            if (members.path("action").asString("").equals("retention.applied")
                    && KINDS.contains(facts.path("kind").asString(""))) {
                declared.put(entry, facts.path("count").asLong(0));
            }
        }
    }

    void gap(long index, String by) {
        gaps.merge(by, new Gap(index, 1), (gap, one) -> new Gap(gap.first(), gap.count() + 1));
    }

    /** The first gap that does not match its entry's count, after all entries have been read. */
    Optional<Fault> unjustified() {
        return gaps.entrySet().stream()
                .filter(each -> said(each.getKey()) != each.getValue().count())
                .map(each -> unjustified(each.getKey(), each.getValue()))
                .findFirst();
    }

    private Fault unjustified(String by, Gap gap) {
        return new Fault(
                Code.REMOVED,
                gap.first(),
                null,
                "entries are missing from here on: " + gap.count() + ", but " + by + " accounts for " + said(by));
    }

    private long said(String entry) {
        return declared.getOrDefault(entry, 0L);
    }
}
