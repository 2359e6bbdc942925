package lethe.audit.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lethe.audit.log.HoldingEntries.Holding;
import org.jspecify.annotations.Nullable;

/**
 * What came of holding the evidence against the log.
 *
 * @param held rows that are what their entries say
 * @param unheld rows that no entry speaks of: older than that entries do, or than the entries that are left
 * @param findings the first of them
 * @param more how many others there are
 */
record EvidenceResult(long held, long unheld, List<Finding> findings, long more) {
    static final EvidenceResult NONE = new EvidenceResult(0, 0, List.of(), 0);
    private static final int MOST = 100;

    enum Code {
        EVIDENCE_CHANGED,
        EVIDENCE_ADDED,
        EVIDENCE_REMOVED
    }

    /**
     * A row that is not as the log has it.
     *
     * @param index the place of the entry that holds it; absent where none does
     * @param entry likewise
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

    /** Gathers without keeping more than a page of findings, however much somebody has changed. */
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
