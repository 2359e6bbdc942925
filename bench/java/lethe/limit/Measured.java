package lethe.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** @param cpu of the server's process, in milliseconds a call; 0 if not measured */
record Measured(double second, double median, double p99, double cpu) {
    /** One call of a client, in microseconds. */
    record Call(int client, long end, long taken) {}

    /**
     * Without the first quarter, in which statements are prepared, and without the last tenth, in which some clients have finished
     * already.
     */
    static Measured of(List<Call> calls, double cpu) {
        var sorted = calls.stream().sorted(Comparator.comparing(Call::end)).toList();
        var counted = sorted.subList(sorted.size() / 4, sorted.size() * 9 / 10);
        var time = counted.getLast().end() - counted.getFirst().end();
        var taken = counted.stream().mapToLong(Call::taken).sorted().toArray();
        return new Measured((taken.length - 1) * 1e6 / time, at(taken, 0.5), at(taken, 0.99), cpu);
    }

    static Measured medians(List<Measured> rounds) {
        return new Measured(
                median(rounds.stream().map(Measured::second).toList()),
                median(rounds.stream().map(Measured::median).toList()),
                median(rounds.stream().map(Measured::p99).toList()),
                median(rounds.stream().map(Measured::cpu).toList()));
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        sorted.sort(Comparator.naturalOrder());
        return sorted.get(sorted.size() / 2);
    }

    private static double at(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e3;
    }
}
