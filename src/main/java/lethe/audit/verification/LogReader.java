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

/** Reads a whole log in stretches, in the one view of it that the caller's transaction has. */
@Component
class LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final int STRETCH = 5_000;
    private final UnsequencedEntries sequence;
    private final TreeReader book;
    private final EvidenceCheck evidence;

    LogReader(UnsequencedEntries sequence, TreeReader book, EvidenceCheck evidence) {
        this.sequence = sequence;
        this.book = book;
        this.evidence = evidence;
    }

    /** What was found, how many entries there are, which restores they declare, and whether the evidence is what they hold. */
    record Found(long entries, Optional<Fault> fault, List<DeclaredRestore> breaks, EvidenceResult evidence) {
        boolean isGood() {
            return fault.isEmpty() && evidence.isGood();
        }
    }

    Found check(OrganisationId organisation, List<String> seen) {
        var origin = Origin.of(organisation);
        var keys = book.keys(origin).stream()
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

    /** What is wrong with the log itself is said, even while the evidence cannot be read. */
    private EvidenceResult evidence(Optional<Fault> fault) {
        try {
            return evidence.check();
        } catch (RuntimeException notNow) {
            if (fault.isEmpty()) {
                throw notNow;
            }
            LOG.warn(
                    "no evidence is compared for the moment: {}",
                    notNow.getClass().getSimpleName());
            return EvidenceResult.NONE;
        }
    }

    private boolean stretch(LogCheck log) {
        var start = log.size();
        var places = book.places(start, STRETCH);
        var more = places.size() == STRETCH;
        book.checkpoints(start + 1, STRETCH).stream()
                .filter(kept -> kept.size() <= start + STRETCH || !more)
                .forEach(kept -> log.checkpoint(kept.note()));
        log.nodes(book.nodes(start, start + places.size()));
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
        return book.goesBeyond(log.size())
                ? Optional.of(new Fault(
                        Fault.Code.NODE, log.size(), null, "the tree has nodes beyond its " + log.size() + " entries"))
                : Optional.empty();
    }

    private Optional<Fault> unknownKey(OrganisationId organisation) {
        return book.unknownKey(organisation)
                .map(entry -> new Fault(
                        Fault.Code.KEY,
                        entry.index(),
                        entry.id().toString(),
                        "this names a signing key that is not in the chain of keys, though it was once"));
    }

    private Optional<Fault> stray() {
        return sequence.stray()
                .map(entry -> new Fault(
                        Fault.Code.INSERTED,
                        0,
                        entry.toString(),
                        "an entry has no place in the log, and waits for none"));
    }
}
