package lethe.privacy.retention;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData.Coming;
import lethe.platform.personaldata.RetentionPeriod;
import org.jspecify.annotations.Nullable;

/**
 * The retention periods of an organisation, and what will be deleted next.
 *
 * @param backupHorizon number of days until deleted data has also disappeared from database backups
 */
public record LimitsView(List<One> limits, long version, int backupHorizon) {
    /** The periods that an organisation can set. */
    @JsonIgnore
    public List<One> chosen() {
        return limits.stream().filter(one -> !one.kind().isFixed()).toList();
    }

    @JsonIgnore
    public List<One> fixed() {
        return limits.stream().filter(one -> one.kind().isFixed()).toList();
    }

    /**
     * @param usual the default
     * @param next when data of this category will next be deleted; absent if there are none
     * @param soon how many will be deleted within the next two weeks
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
        static One of(RetentionPeriod period, Coming next) {
            var kind = period.kind();
            return new One(
                    kind,
                    period.amount(),
                    kind.unit(),
                    kind.usual(),
                    kind.least(),
                    kind.most(),
                    next.first(),
                    next.soon());
        }
    }
}
