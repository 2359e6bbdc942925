package lethe.audit.verification;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.audit.log.SequencedEntry;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.TreeReader;
import lethe.audit.transparency.TreeReader.Place;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.OrganisationId;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.verify.DeclaredRestore;
import lethe.verifier.verify.Fault;
import lethe.verifier.verify.KnownKey;
import lethe.verifier.verify.LogCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads a whole log in stretches, in the single snapshot of the caller's transaction. */
@Component
class LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final int STRETCH = 5_000;
    private final UnsequencedEntries sequence;
    private final TreeReader tree;
    private final EvidenceCheck evidence;

    LogReader(UnsequencedEntries sequence, TreeReader tree, EvidenceCheck evidence) {
        this.sequence = sequence;
        this.tree = tree;
        this.evidence = evidence;
    }

    /** The number of entries, the fault if any, the declared restores, and the result of comparing the evidence. */
    record Found(long entries, Optional<Fault> fault, List<DeclaredRestore> breaks, EvidenceResult evidence) {
        boolean isGood() {
            return fault.isEmpty() && evidence.isGood();
        }
    }

    Found check(OrganisationId organisation, List<String> seen) {
        var origin = Origin.of(organisation);
        var keys = tree.keys(origin).stream()
                .flatMap(key -> KnownKey.parse(key.publicKey()).stream())
                .toList();
        var log = new LogCheck(origin, keys);
        seen.forEach(log::seen);
        var more = true;
        while (more && !log.isBroken()) {
            more = stretch(log);
        }
        var fault = log.finish()
                .or(this::stray)
                .or(() -> unknownKey(organisation))
                .or(log::node)
                .or(() -> beyond(log));
        return new Found(log.size(), fault, log.breaks(), evidence(fault));
    }

    /** A fault of the log is reported even if the evidence cannot be read. */
    private EvidenceResult evidence(Optional<Fault> fault) {
        try {
            return evidence.check();
        } catch (RuntimeException notNow) {
            if (fault.isEmpty()) {
                throw notNow;
            }
            LOG.warn(
                    "evidence cannot be compared at the moment: {}",
                    notNow.getClass().getSimpleName());
            return EvidenceResult.NONE;
        }
    }

    private boolean stretch(LogCheck log) {
        var start = log.size();
        var places = tree.places(start, STRETCH);
        var more = places.size() == STRETCH;
        tree.checkpoints(start + 1, STRETCH).stream()
                .filter(kept -> kept.size() <= start + STRETCH || !more)
                .forEach(kept -> log.checkpoint(kept.note()));
        log.nodes(tree.nodes(start, start + places.size()));
        places.forEach(place -> add(place, log));
        return more;
    }

    private static void add(Place place, LogCheck log) {
        place.entry()
                .ifPresentOrElse(
                        entry -> log.add(leaf(entry, place)),
                        () -> log.removed(
                                place.index(),
                                place.inTree().orElse(null),
                                place.removedBy().map(EntryId::toString).orElse(null)));
    }

    private static LogCheck.Leaf leaf(SequencedEntry entry, Place place) {
        return new LogCheck.Leaf(
                entry.index(),
                entry.id().toString(),
                entry.canonical(),
                Stream.concat(Stream.of(entry.recorded()), place.inTree().stream())
                        .toList());
    }

    private Optional<Fault> beyond(LogCheck log) {
        return tree.goesBeyond(log.size())
                ? Optional.of(new Fault(
                        Fault.Code.NODE, log.size(), null, "the tree has nodes beyond its " + log.size() + " entries"))
                : Optional.empty();
    }

    private Optional<Fault> unknownKey(OrganisationId organisation) {
        return tree.unknownKey(organisation)
                .map(entry -> new Fault(
                        Fault.Code.KEY,
                        entry.index(),
                        entry.id().toString(),
                        "this names a signing key that is no longer in the chain of keys"));
    }

    private Optional<Fault> stray() {
        return sequence.stray()
                .map(entry -> new Fault(
                        Fault.Code.INSERTED,
                        0,
                        entry.toString(),
                        "an entry has no place in the log and is not waiting for one"));
    }
}
