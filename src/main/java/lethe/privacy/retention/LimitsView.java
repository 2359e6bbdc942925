package lethe.privacy.retention;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData.Coming;
import lethe.platform.personaldata.RetentionPeriod;
import org.jspecify.annotations.Nullable;

/**
 * The storage limits of an organisation, and what they will remove next.
 *
 * @param backupHorizon days after which what was removed has left the backups of the database as well
 */
public record LimitsView(List<One> limits, long version, int backupHorizon) {
    /** What an organisation may set. */
    @JsonIgnore
    public List<One> chosen() {
        return limits.stream().filter(one -> !one.kind().isFixed()).toList();
    }

    @JsonIgnore
    public List<One> fixed() {
        return limits.stream().filter(one -> one.kind().isFixed()).toList();
    }

    /**
     * @param usual what holds where the organisation sets nothing
     * @param next when something of this kind is removed next; absent where there is nothing
     * @param soon how many are removed within the next two weeks
     */
    public record One(
            DataCategory kind,
            int amount,
            String unit,
            int usual,
            int least,
            int most,
            @Nullable Instant next,
            long soon) {
        static One of(RetentionPeriod limit, Coming next) {
            var kind = limit.kind();
            return new One(
                    kind,
                    limit.amount(),
                    kind.unit(),
                    kind.usual(),
                    kind.least(),
                    kind.most(),
                    next.first(),
                    next.soon());
        }
    }
}
