package lethe.audit.transparency;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.RecordedEntry;
import lethe.audit.log.Target;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.TreeStore.Signed;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.RestoreBreak;
import org.springframework.stereotype.Component;

/**
 * Continues a log after an older database was restored: under a new origin, whose first entry states what was known of the old
 * one.
 */
@Component
public class LogContinuation {
    private final Growth growth;
    private final TreeStore store;
    private final UnsequencedEntries sequence;
    private final Audit audit;
    private final TrustedCheckpoints trustedCheckpoints;
    private final Map<OrganisationId, String> ofThisStart = new ConcurrentHashMap<>();

    LogContinuation(
            Growth growth,
            TreeStore store,
            UnsequencedEntries sequence,
            Audit audit,
            TrustedCheckpoints trustedCheckpoints) {
        this.growth = growth;
        this.store = store;
        this.sequence = sequence;
        this.audit = audit;
        this.trustedCheckpoints = trustedCheckpoints;
    }

    /** Declares a restore once, however often it is called: an interrupted start repeats the call. */
    public void declare(OrganisationId organisation, RestoreMarker restored) {
        growth.goOn(organisation, last -> {
            var before = breaks(organisation);
            var isDeclared = before.stream().anyMatch(each -> each.restore().equals(restored.id()));
            return isDeclared ? Optional.empty() : Optional.of(record(organisation, restored, last, before));
        });
        ofThisStart.put(organisation, restored.id());
    }

    /** The restore that this start follows, as declared in the log; empty if none was declared. */
    public Optional<String> ofThisStart(OrganisationId organisation) {
        return Optional.ofNullable(ofThisStart.get(organisation));
    }

    /** The restores declared in the log of the organisation in scope; runs in the caller's transaction. */
    List<RestoreBreak> breaks(OrganisationId organisation) {
        return sequence.saying(organisation, RestoreBreak.ACTION).stream()
                .flatMap(entry -> RestoreBreak.of(entry.canonical()).stream())
                .toList();
    }

    private RecordedEntry record(
            OrganisationId organisation, RestoreMarker restored, Optional<Signed> last, List<RestoreBreak> before) {
        var log = Origin.of(organisation);
        var missing = Stream.concat(trustedCheckpoints.of(log).stream(), Stream.of(restored.checkpoint()))
                .filter(note -> isOf(log, note))
                .filter(note -> !store.keeps(note) && before.stream().noneMatch(each -> each.names(note)))
                .distinct()
                .toList();
        var known = missing.isEmpty() ? last.stream().map(Signed::note).toList() : missing;
        var lost = Math.max(0, longest(missing) - last.map(Signed::size).orElse(0L));
        return audit.record(
                Actor.operator(organisation),
                RestoreBreak.ACTION,
                Target.of(organisation),
                new RestoreBreak(restored.id(), lost, known).facts());
    }

    private static long longest(List<String> notes) {
        return notes.stream()
                .flatMap(note -> Checkpoint.parse(note).stream())
                .mapToLong(Checkpoint::size)
                .max()
                .orElse(0);
    }

    private static boolean isOf(Origin log, String note) {
        return Checkpoint.parse(note)
                .filter(each -> new Origin(each.origin()).log().equals(log))
                .isPresent();
    }
}
