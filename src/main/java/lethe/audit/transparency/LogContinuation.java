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

/** How a log goes on after an older database was put back: under another origin, whose first entry says what was known. */
@Component
public class LogContinuation {
    private final Growth growth;
    private final TreeStore store;
    private final UnsequencedEntries sequence;
    private final Audit audit;
    private final TrustedCheckpoints anchors;
    private final Map<OrganisationId, String> ofThisStart = new ConcurrentHashMap<>();

    LogContinuation(
            Growth growth, TreeStore store, UnsequencedEntries sequence, Audit audit, TrustedCheckpoints anchors) {
        this.growth = growth;
        this.store = store;
        this.sequence = sequence;
        this.audit = audit;
        this.anchors = anchors;
    }

    /** Once a restore, however often it is declared: an interrupted start may do it again. */
    public void declare(OrganisationId organisation, RestoreMarker restored) {
        growth.goOn(organisation, last -> {
            var before = breaks(organisation);
            var isDeclared = before.stream().anyMatch(each -> each.restore().equals(restored.id()));
            return isDeclared ? Optional.empty() : Optional.of(record(organisation, restored, last, before));
        });
        ofThisStart.put(organisation, restored.id());
    }

    /** Which restore this start answers, as its log declares it; of one that nobody declared, an earlier says nothing. */
    public Optional<String> ofThisStart(OrganisationId organisation) {
        return Optional.ofNullable(ofThisStart.get(organisation));
    }

    /** Those that the log of the organisation in scope declares; within the caller's transaction. */
    List<RestoreBreak> breaks(OrganisationId organisation) {
        return sequence.saying(organisation, RestoreBreak.ACTION).stream()
                .flatMap(entry -> RestoreBreak.of(entry.canonical()).stream())
                .toList();
    }

    private RecordedEntry record(
            OrganisationId organisation, RestoreMarker restored, Optional<Signed> last, List<RestoreBreak> before) {
        var log = Origin.of(organisation);
        var missing = Stream.concat(anchors.of(log).stream(), Stream.of(restored.checkpoint()))
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
