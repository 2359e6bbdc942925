package lethe.privacy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every category before and after its end: the tests move the clock and run the job. */
class RetentionPeriodsTest extends DataOfEachCategory {
    @Autowired
    private List<ExpiringData> expiring;

    static Stream<Arguments> limits() {
        return Stream.of(DataCategory.values()).flatMap(kind -> Stream.of(kind.usual(), kind.least(), kind.most())
                .distinct()
                .map(amount -> Arguments.of(kind, amount)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("limits")
    void isDeletedExactlyAtItsEnd(DataCategory kind, int amount) {
        set(kind, amount);
        var kept = arrange(kind, amount);
        var end = time(kept.end());
        assertThat(count(kept.rows())).isPositive();

        clock.moveTo(end.minus(kind.unit().equals("HOURS") ? Duration.ofMinutes(1) : Duration.ofDays(1)));
        retentionJob.apply(organisation);
        assertThat(count(kept.rows())).as("just before").isPositive();
        var others = applied(kind);
        clock.moveTo(end.minusSeconds(5));
        retentionJob.apply(organisation);
        assertThat(count(kept.rows())).as("a moment before").isPositive();
        assertThat(applied(kind)).isEqualTo(others);

        clock.moveTo(end);
        retentionJob.apply(organisation);
        await(kept.rows());
        assertThat(applied(kind)).as("the audit log says so").isGreaterThan(others);

        clock.moveTo(end.plus(Duration.ofDays(1)));
        retentionJob.apply(organisation);
        assertThat(count(kept.rows())).isZero();
    }

    @Test
    void everyCategoryIsImplemented() {
        assertThat(expiring).extracting(ExpiringData::kind).contains(DataCategory.values());
    }

    private Instant time(String sql) {
        return in(() -> instant(sql));
    }
}
