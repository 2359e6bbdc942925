package lethe.selftest.crashtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was done and checked, and collects the violations. */
final class CrashReport {
    private static final int MOST = 50;
    private final Map<CrashMode, Deaths> deaths = new EnumMap<>(CrashMode.class);
    private final SortedMap<String, AtomicLong> checks = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private String round = "before the first round";
    private Deaths current = new Deaths();
    private long acknowledgements;

    /** The rounds with one kind of crash. */
    private static final class Deaths {
        private final List<Duration> away = new ArrayList<>();
        private long acknowledged;
        private long unanswered;
        private long refused;
        private long violations;
    }

    public synchronized void begin(int number, CrashMode death) {
        round = "round " + number + ", " + death;
        current = deaths.computeIfAbsent(death, one -> new Deaths());
    }

    public synchronized void away(Duration duration) {
        current.away.add(duration);
    }

    public synchronized void acknowledged() {
        current.acknowledged++;
        acknowledgements++;
    }

    /** In all rounds together. */
    synchronized long acknowledgements() {
        return acknowledgements;
    }

    public synchronized void unanswered() {
        current.unanswered++;
    }

    /** With 503 and a {@code Retry-After}. */
    public synchronized void refused() {
        current.refused++;
    }

    public synchronized void checked(String what) {
        checks.computeIfAbsent(what, one -> new AtomicLong()).incrementAndGet();
    }

    /** Counts a check, and records a violation if it does not hold. */
    public void check(String what, boolean holds, Object whose, Object found) {
        checked(what);
        if (!holds) {
            violation(what + ": " + whose + ", but found " + found);
        }
    }

    public synchronized void violation(String sentence) {
        current.violations++;
        violations.add(round + ": " + sentence);
    }

    public synchronized boolean isClean() {
        return violations.isEmpty();
    }

    public synchronized String summary() {
        return checks.values().stream().mapToLong(AtomicLong::get).sum() + " checks so far, " + violations.size()
                + " violations";
    }

    public synchronized List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(row("death", "rounds", "back after", "at most", "acknowledged", "no answer", "503", "violations"));
        deaths.forEach((death, all) -> lines.add(row(
                death,
                all.away.size(),
                seconds(all.away.stream()
                        .sorted()
                        .skip(all.away.size() / 2)
                        .findFirst()
                        .orElse(Duration.ZERO)),
                seconds(all.away.stream().max(Duration::compareTo).orElse(Duration.ZERO)),
                all.acknowledged,
                all.unanswered,
                all.refused,
                all.violations)));
        lines.add("");
        checks.forEach((what, count) -> lines.add("%9d  %s".formatted(count.get(), what)));
        lines.add("");
        violations.stream().limit(MOST).forEach(sentence -> lines.add("VIOLATION: " + sentence));
        lines.add(violations.size() + " violations");
        return lines;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String row(Object... cells) {
        return "%-30s %7s %11s %8s %13s %10s %6s %11s".formatted(cells);
    }
}
