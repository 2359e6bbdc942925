package lethe.operator.usagecharts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import lethe.operator.usagecharts.Chart.Dot;
import lethe.operator.usagecharts.Chart.Mark;
import lethe.operator.usagecharts.Chart.Tick;
import lethe.platform.usage.Feature;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);

    @Test
    void reachesFromZeroToTheTopOfTheBand() {
        var chart = new Chart(List.of(week(0, 200, 20), week(1, 380, 20), week(2, 300, 20)));

        assertThat(chart.ticks()).extracting(Tick::value).containsExactly(0L, 100L, 200L, 300L, 400L);
        assertThat(chart.ticks().getFirst().at()).isEqualTo(Chart.GROUND);
        assertThat(chart.marks())
                .extracting(Mark::monday)
                .containsExactly(MONDAY, MONDAY.plusWeeks(1), MONDAY.plusWeeks(2));
        assertThat(chart.band()).startsWith("M72.0 ").endsWith("Z").hasSizeGreaterThan(40);
        assertThat(chart.line()).matches("M[0-9. ]+L[0-9. ]+L[0-9. ]+");
    }

    @Test
    void marksWeeksWithTooFew() {
        var chart = new Chart(List.of(week(0, 200, 20), week(1, -7, 20), week(2, 300, 20)));

        assertThat(chart.dots()).extracting(Dot::tooFew).containsExactly(false, true, false);
        assertThat(chart.dots().get(1).y()).isEqualTo(Chart.GROUND);
        assertThat(chart.line()).containsOnlyOnce("M72.0").doesNotContain("L");
    }

    @Test
    void leavesAGapForUnpublishedWeeks() {
        var chart = new Chart(List.of(week(0, 200, 20), week(1, 210, 20), week(5, 300, 20), week(6, 310, 20)));

        assertThat(chart.band()).contains("ZM");
        assertThat(chart.line().chars().filter(letter -> letter == 'M')).hasSize(2);
    }

    @Test
    void showsOneWeekAlone() {
        var chart = new Chart(List.of(week(0, 3, 40)));

        assertThat(chart.dots()).containsExactly(new Dot(Chart.LEFT, Chart.GROUND, true));
        assertThat(chart.ticks().getLast().value()).isGreaterThanOrEqualTo(43);
    }

    private static UsageStatistic week(int number, long count, long plusMinus) {
        return new UsageStatistic(MONDAY.plusWeeks(number), 7, new Feature("signed-in"), count, plusMinus);
    }
}
