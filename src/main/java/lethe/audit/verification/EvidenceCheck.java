package lethe.audit.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.audit.log.HoldingEntries;
import lethe.audit.log.HoldingEntries.Holding;
import lethe.audit.log.Target;
import lethe.audit.verification.EvidenceResult.Code;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceHolder.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Compares the rows that rooms keep as evidence with the hashes in the log's entries, a batch of subjects at a time, in the
 * caller's snapshot of the database. An unreadable row counts as changed and does not prevent comparing the others; where many
 * are, rows that share a failed read with them count as unreadable too.
 */
@Component
class EvidenceCheck {
    private static final int STRETCH = 500;
    private final List<EvidenceHolder> holders;
    private final HoldingEntries entries;
    private final Clock clock;
    private final PlatformTransactionManager transactions;

    EvidenceCheck(
            List<EvidenceHolder> holders,
            HoldingEntries entries,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.holders = holders;
        this.entries = entries;
        this.clock = clock;
        this.transactions = transactions;
    }

    EvidenceResult check() {
        var result = new EvidenceResult.Builder();
        var reads = new EvidenceReads(transactions);
        var removed = entries.lastRemoval(DataCategory.AUDIT_ENTRY.key()).orElse(null);
        for (var holder : holders) {
            var first = entries.first(List.of(EvidenceHolder.FACT, holder.fact().getFirst()));
            new Comparison(holder, new Age(first.orElse(null), removed), reads, result).compareAll();
        }
        reads.warn();
        return result.result();
    }

    /**
     * The age from which rows may lack an entry.
     *
     * @param first when an entry first contained a hash of such a row; absent if none does
     * @param removed when expired entries were last removed; absent if never
     */
    private record Age(@Nullable Instant first, @Nullable Instant removed) {
        /** Whether the row is older than hashes in entries. A missing hash alone proves nothing, because anyone can omit it. */
        boolean isBefore(Row row) {
            return row.hash() == null && (first == null || row.since().isBefore(first));
        }

        boolean hasOutlivedItsEntry(Row row) {
            return removed != null && EvidenceHolder.isOver(DataCategory.AUDIT_ENTRY, row.since(), removed);
        }
    }

    /** Compares all rows of one holder, a stretch of subjects at a time. */
    private final class Comparison {
        private final EvidenceHolder holder;
        private final Age age;
        private final EvidenceReads reads;
        private final EvidenceResult.Builder result;

        Comparison(EvidenceHolder holder, Age age, EvidenceReads reads, EvidenceResult.Builder result) {
            this.holder = holder;
            this.age = age;
            this.reads = reads;
            this.result = result;
        }

        void compareAll() {
            var stretch = next(null);
            while (!stretch.isEmpty()) {
                compareAll(stretch);
                stretch = next(stretch.getLast());
            }
        }

        private List<UUID> next(@Nullable UUID after) {
            return reads.read(() -> stretch(holder, after)).orElseGet(() -> {
                unreadable(holder.kind());
                return List.of();
            });
        }

        /** All together or, if that fails, in halves, to find the unreadable ones until there are many. */
        private void compareAll(List<UUID> subjects) {
            var compared = reads.read(() -> compare(holder, subjects, age));
            if (compared.isPresent()) {
                result.add(compared.get());
            } else if (subjects.size() > 1 && !reads.hasFoundMany()) {
                compareAll(subjects.subList(0, subjects.size() / 2));
                compareAll(subjects.subList(subjects.size() / 2, subjects.size()));
            } else {
                subjects.forEach(subject -> unreadable(name(holder, subject)));
            }
        }

        private void unreadable(String what) {
            reads.unreadable();
            result.found(Code.EVIDENCE_CHANGED, null, what + " cannot be read");
        }
    }

    /** The next subjects of rows or entries, as far as both lists have been read. */
    private List<UUID> stretch(EvidenceHolder holder, @Nullable UUID after) {
        var rows = holder.subjects(after, STRETCH);
        var held = entries.subjects(holder.about(), holder.fact(), after, STRETCH);
        var end = Stream.of(rows, held)
                .filter(full -> full.size() == STRETCH)
                .map(List::getLast)
                .min(EvidenceHolder.ORDER);
        return Stream.concat(rows.stream(), held.stream())
                .distinct()
                .sorted(EvidenceHolder.ORDER)
                .filter(one -> end.isEmpty() || EvidenceHolder.ORDER.compare(one, end.get()) <= 0)
                .toList();
    }

    private EvidenceResult.Builder compare(EvidenceHolder holder, List<UUID> subjects, Age age) {
        var result = new EvidenceResult.Builder();
        Map<UUID, List<Row>> rows = holder.rows(subjects).stream().collect(Collectors.groupingBy(Row::subject));
        Map<UUID, List<Holding>> held = entries
                .about(holder.about(), holder.fact(), List.of(EvidenceHolder.REPLACED, holder.kind()), subjects)
                .stream()
                .collect(Collectors.groupingBy(Holding::subject));
        var kept = holder.kept(subjects);
        var ended = entries.lastDone(holder.about(), holder.endings(), subjects);
        for (var subject : subjects) {
            var open = new HashMap<String, Holding>(current(held.getOrDefault(subject, List.of())));
            var old = 0;
            var unknown = new ArrayList<Row>();
            for (var row : rows.getOrDefault(subject, List.of())) {
                if (age.isBefore(row)) {
                    result.unheld();
                    old++;
                } else if (row.hash() == null || open.remove(row.hash()) == null) {
                    unknown.add(row);
                } else {
                    result.held();
                }
            }
            open.values()
                    .removeIf(holding -> !kept.contains(subject)
                            && holder.mayBeGone(holding.at(), ended.get(subject), clock.instant()));
            reportMissed(name(holder, subject), open.values(), unknown.size() + old, result);
            reportUnknown(name(holder, subject), unknown.stream().skip(open.size()), age, result);
        }
        return result;
    }

    /** The hashes that entries contain now; a replaced row's no longer counts. */
    private static Map<String, Holding> current(List<Holding> held) {
        var current = new HashMap<String, Holding>();
        held.stream()
                .filter(holding -> holding.hash() != null)
                .forEach(holding -> current.put(Objects.requireNonNull(holding.hash()), holding));
        held.stream().map(Holding::replaced).filter(Objects::nonNull).forEach(current::remove);
        return current;
    }

    /** A row without an entry and an entry without a row are reported together as a changed row. */
    private static void reportMissed(
            String what, Collection<Holding> missed, int unknown, EvidenceResult.Builder result) {
        var changed = unknown;
        for (var holding : missed) {
            if (changed-- > 0) {
                result.found(Code.EVIDENCE_CHANGED, holding, what + " does not match the hash in this entry");
            } else {
                result.found(Code.EVIDENCE_REMOVED, holding, what + " was removed too early");
            }
        }
    }

    private static void reportUnknown(String what, Stream<Row> added, Age age, EvidenceResult.Builder result) {
        added.forEach(row -> {
            if (age.hasOutlivedItsEntry(row)) {
                result.unheld();
            } else {
                result.found(Code.EVIDENCE_ADDED, null, what + " is in no entry");
            }
        });
    }

    private static String name(EvidenceHolder holder, UUID subject) {
        return holder.kind() + " of " + new Target(holder.about(), subject).id();
    }
}
