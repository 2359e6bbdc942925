package lethe.operator.usagecharts;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The weeks of one feature as SVG paths: the band that contains the true counts, a line through the published counts,
 * and a hollow dot at the bottom for weeks with too few uses to report.
 */
public final class Chart {
    public static final int WIDTH = 640;
    public static final int HEIGHT = 240;
    public static final int LEFT = 72;
    public static final int GROUND = 200;
    private static final int RIGHT = WIDTH - 56;
    private static final int TOP = 16;
    private static final int TICKS = 4;
    private static final int MARKS = 4;
    private final List<UsageStatistic> weeks;
    private final LocalDate first;
    private final long spans;
    private final long most;

    /** @param weeks of one feature, the earliest first; at least one */
    Chart(List<UsageStatistic> weeks) {
        this.weeks = List.copyOf(weeks);
        this.first = weeks.getFirst().from();
        this.spans = Math.max(1, ChronoUnit.WEEKS.between(first, weeks.getLast().from()));
        this.most = round(weeks.stream().mapToLong(Chart::upper).max().orElse(1));
    }

    /** A label of the vertical axis. */
    public record Tick(double at, long value) {}

    public record Mark(double at, LocalDate monday) {}

    public record Dot(double x, double y, boolean tooFew) {}

    public List<Tick> ticks() {
        var ticks = new ArrayList<Tick>();
        for (var step = 0; step <= TICKS; step++) {
            var value = most * step / TICKS;
            ticks.add(new Tick(y(value), value));
        }
        return ticks;
    }

    public List<Mark> marks() {
        var marks = new ArrayList<Mark>();
        var every = Math.max(1, (spans + MARKS - 1) / MARKS);
        for (var week = 0L; week <= spans; week += every) {
            var monday = first.plusWeeks(week);
            marks.add(new Mark(x(monday), monday));
        }
        return marks;
    }

    public List<Dot> dots() {
        return weeks.stream()
                .map(week -> new Dot(x(week.from()), week.isTooFew() ? GROUND : y(week.count()), week.isTooFew()))
                .toList();
    }

    /** One outline for each run of weeks without a gap. */
    public String band() {
        var path = new StringBuilder();
        for (var run : runs(weeks)) {
            var command = "M";
            for (var week : run) {
                path.append(point(command, week.from(), upper(week)));
                command = "L";
            }
            for (var week : run.reversed()) {
                path.append(point(command, week.from(), lower(week)));
            }
            path.append('Z');
        }
        return path.toString();
    }

    public String line() {
        var path = new StringBuilder();
        for (var run : runs(weeks.stream().filter(week -> !week.isTooFew()).toList())) {
            var command = "M";
            for (var week : run) {
                path.append(point(command, week.from(), week.count()));
                command = "L";
            }
        }
        return path.toString();
    }

    private static List<List<UsageStatistic>> runs(List<UsageStatistic> weeks) {
        var runs = new ArrayList<List<UsageStatistic>>();
        for (var week : weeks) {
            if (runs.isEmpty() || !runs.getLast().getLast().from().plusWeeks(1).equals(week.from())) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(week);
        }
        return runs;
    }

    private String point(String command, LocalDate monday, long count) {
        return String.format(Locale.ROOT, "%s%.1f %.1f", command, x(monday), y(count));
    }

    private double x(LocalDate monday) {
        return LEFT + (double) (RIGHT - LEFT) * ChronoUnit.WEEKS.between(first, monday) / spans;
    }

    private double y(long count) {
        return GROUND - (double) (GROUND - TOP) * Math.max(0, count) / most;
    }

    private static long upper(UsageStatistic week) {
        return Math.max(0, week.count()) + week.plusMinus();
    }

    private static long lower(UsageStatistic week) {
        return week.count() - week.plusMinus();
    }

    /** Rounds up to a readable number that is divisible by four. */
    private static long round(long most) {
        var power = 4L;
        while (power * 10 < most) {
            power *= 10;
        }
        var steps = (most + power - 1) / power;
        return Math.max(1, steps) * power;
    }
}
