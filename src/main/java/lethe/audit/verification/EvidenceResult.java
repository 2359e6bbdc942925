package lethe.audit.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lethe.audit.log.HoldingEntries.Holding;
import org.jspecify.annotations.Nullable;

/**
 * The result of comparing evidence with the log.
 *
 * @param held rows that match their entries
 * @param unheld rows older than hashes in entries, or than the remaining entries
 * @param findings the first ones
 * @param more the number of further findings
 */
record EvidenceResult(long held, long unheld, List<Finding> findings, long more) {
    static final EvidenceResult NONE = new EvidenceResult(0, 0, List.of(), 0);

    /** How many findings are listed. */
    static final int MOST = 100;

    enum Code {
        EVIDENCE_CHANGED,
        EVIDENCE_ADDED,
        EVIDENCE_REMOVED
    }

    /**
     * A row that does not match the log.
     *
     * @param index the position of the entry with its hash; absent if there is none
     * @param entry the entry's ID; absent likewise
     */
    record Finding(
            Code code, @Nullable Long index, @Nullable String entry, String sentence) {
        @Override
        public String toString() {
            var where = Optional.ofNullable(entry).map(id -> id + " at " + index + ": ");
            return code + " " + where.orElse("") + sentence;
        }
    }

    boolean isGood() {
        return findings.isEmpty();
    }

    /** Collects a limited number of findings, however many rows were changed. */
    static final class Builder {
        private final List<Finding> findings = new ArrayList<>();
        private long held;
        private long unheld;
        private long more;

        void held() {
            held++;
        }

        void unheld() {
            unheld++;
        }

        void found(Code code, @Nullable Holding holding, String sentence) {
            found(new Finding(
                    code,
                    holding == null ? null : holding.index(),
                    holding == null ? null : holding.entry().toString(),
                    sentence));
        }

        private void found(Finding finding) {
            if (findings.size() == MOST) {
                more++;
            } else {
                findings.add(finding);
            }
        }

        void add(Builder part) {
            held += part.held;
            unheld += part.unheld;
            more += part.more;
            part.findings.forEach(this::found);
        }

        EvidenceResult result() {
            return new EvidenceResult(held, unheld, List.copyOf(findings), more);
        }
    }
}
