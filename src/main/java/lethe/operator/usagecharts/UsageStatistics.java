package lethe.operator.usagecharts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import lethe.operator.usagecharts.FigureStore.Published;
import lethe.platform.kernel.Actor;
import lethe.platform.usage.EpsilonBudget;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Features;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The published usage counts, for the operator only, and how they are counted, for everyone. */
@Component
class UsageStatistics {
    private final Features features;
    private final FigureStore store;
    private final EpsilonBudget guarantee;
    private final Clock clock;
    private final Map<Sum, Long> bands = new ConcurrentHashMap<>();

    UsageStatistics(Features features, FigureStore store, EpsilonBudget guarantee, Clock clock) {
        this.features = features;
        this.store = store;
        this.guarantee = guarantee;
        this.clock = clock;
    }

    private record Sum(double rate, int parts) {}

    private record Week(LocalDate monday, Feature feature) {}

    /** All counted features. */
    public List<Feature> features() {
        return StreamSupport.stream(features.spliterator(), false).toList();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Daily counts, ordered by feature name within a day; days without published counts are missing. */
    @Transactional(readOnly = true)
    public List<UsageStatistic> daily(Actor operator, LocalDate from, LocalDate to) {
        operator.needOperator();
        return published(from, to).stream()
                .map(one -> new UsageStatistic(one.day(), 1, one.feature(), one.count(), band(List.of(one))))
                .toList();
    }

    /** Weekly sums of what was published, each dated on its Monday. */
    @Transactional(readOnly = true)
    public List<UsageStatistic> weekly(Actor operator, LocalDate from, LocalDate to) {
        operator.needOperator();
        var byWeek = published(from, to).stream()
                .collect(Collectors.groupingBy(
                        one -> new Week(
                                one.day().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), one.feature()),
                        () -> new TreeMap<>(Comparator.comparing(Week::monday).thenComparing(Week::feature)),
                        Collectors.toList()));
        return byWeek.entrySet().stream()
                .map(week -> sum(week.getKey().monday(), week.getValue()))
                .toList();
    }

    /**
     * One sum per feature over the whole time, ordered by name: ordering by count would let noise decide between
     * similar ones.
     */
    @Transactional(readOnly = true)
    public List<UsageStatistic> total(Actor operator, LocalDate from, LocalDate to) {
        operator.needOperator();
        return published(from, to).stream().collect(Collectors.groupingBy(Published::feature)).values().stream()
                .map(ofOne -> sum(from, ofOne))
                .sorted(Comparator.comparing(UsageStatistic::feature))
                .toList();
    }

    /** The reach of noise in the count of one day, with all nodes counting. */
    public long usualBand() {
        return band(guarantee.rate(), guarantee.nodes());
    }

    @Transactional(readOnly = true)
    public Budget budget() {
        var today = today();
        var spent = published(today.minusDays(Budget.DAYS - 1), today).stream()
                .map(UsageStatistics::spent)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Budget(guarantee.epsilon(), features().size(), spent);
    }

    /** Only days that have ended, although a node that stops publishes its part earlier. */
    private List<Published> published(LocalDate from, LocalDate to) {
        var yesterday = today().minusDays(1);
        return store.published(from, to.isBefore(yesterday) ? to : yesterday);
    }

    private static BigDecimal spent(Published figure) {
        var day = figure.guarantee();
        return day.epsilon()
                .multiply(BigDecimal.valueOf(figure.parts()))
                .divide(BigDecimal.valueOf(day.nodes()), MathContext.DECIMAL64);
    }

    private UsageStatistic sum(LocalDate from, List<Published> days) {
        var count = days.stream().mapToLong(Published::count).sum();
        return new UsageStatistic(from, days.size(), days.getFirst().feature(), count, band(days));
    }

    /** If the guarantee changed within the period, uses the noise of the strictest day for all. */
    private long band(List<Published> days) {
        var rate =
                days.stream().mapToDouble(one -> one.guarantee().rate()).min().orElseThrow();
        var parts = days.stream().mapToInt(Published::parts).sum();
        return band(rate, parts);
    }

    private long band(double rate, int parts) {
        return bands.computeIfAbsent(new Sum(rate, parts), sum -> Band.halfWidth(sum.rate(), sum.parts()));
    }
}
