package lethe.limit;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * How near Lethe comes to what PostgreSQL alone can do: the statements that Lethe sends for an operation, run by pgbench, and
 * Lethe over HTTP, in turns.
 */
public final class LimitBenchmark {
    private static final int ROUNDS = 3;

    /** The calls of each client in each round of a writing operation. */
    private static final int EACH = 25;
    private static final String ROW = "| %-24s | %9s | %9s | %5s | %14s | %14s | %6s | %5s |%n";

    private final List<Side> sides = new ArrayList<>();
    private final List<Operation> operations;

    private LimitBenchmark(List<Operation> operations) {
        this.operations = operations;
    }

    /** Sizes; the system properties {@code java} (the command that runs Lethe, by lines) and {@code only} (operations). */
    public static void main(String[] sizes) throws Exception {
        var only = Arrays.stream(System.getProperty("only").toUpperCase(Locale.ROOT).split("[ ,]+"))
                .filter(name -> !name.isEmpty())
                .map(Operation::valueOf)
                .sorted()
                .toList();
        var bench = new LimitBenchmark(only.isEmpty() ? List.of(Operation.values()) : only);
        var place = Files.createTempDirectory("lethe-limit-");
        try {
            for (var size : sizes) {
                var at = size.indexOf('@');
                bench.sides.add(new Side(
                        Files.createDirectory(place.resolve(String.valueOf(bench.sides.size()))),
                        Integer.parseInt(at < 0 ? size : size.substring(0, at)),
                        bench.operations,
                        command(at < 0 ? "" : size.substring(at + 1)),
                        ROUNDS,
                        EACH));
            }
            bench.run();
        } finally {
            bench.sides.forEach(Side::close);
            FileSystemUtils.deleteRecursively(place);
        }
        System.exit(0);
    }

    /** @param classes to use before all others, if any */
    private static List<String> command(String classes) {
        var command = new ArrayList<>(System.getProperty("java").lines().toList());
        command.add(classes.isEmpty() ? command.removeLast() : classes + ":" + command.removeLast());
        return command;
    }

    private record Pair(Measured limit, Measured lethe) {}

    private void run() throws Exception {
        for (var side : sides) {
            warmUp(side);
        }
        Map<Operation, List<Pair>> measured = new EnumMap<>(Operation.class);
        for (var operation : operations) {
            measured.put(operation, measure(operation));
            Side.say("%s: %s", operation.title(), measured.get(operation));
        }
        for (var side = 0; side < sides.size(); side++) {
            table(side, measured);
        }
    }

    private void warmUp(Side side) throws Exception {
        for (var round = 0; round < 2; round++) {
            for (var operation : operations) {
                side.lethe(operation, EACH);
            }
        }
    }

    private List<Pair> measure(Operation operation) throws Exception {
        var limits = new ArrayList<List<Measured>>();
        var lethes = new ArrayList<List<Measured>>();
        sides.forEach(side -> {
            limits.add(new ArrayList<>());
            lethes.add(new ArrayList<>());
        });
        for (var round = 0; round < ROUNDS; round++) {
            for (var side = 0; side < sides.size(); side++) {
                limits.get(side).add(sides.get(side).pgbench(operation, round));
                lethes.get(side).add(sides.get(side).lethe(operation, EACH));
            }
        }
        var pairs = new ArrayList<Pair>();
        for (var side = 0; side < sides.size(); side++) {
            pairs.add(new Pair(Measured.medians(limits.get(side)), Measured.medians(lethes.get(side))));
        }
        return pairs;
    }

    private void table(int side, Map<Operation, List<Pair>> measured) {
        var first = sides.getFirst().size();
        var size = sides.get(side).size();
        System.out.printf("%n%d people, concurrency %d, medians of %d rounds%n%n", size, Side.AT_ONCE, ROUNDS);
        System.out.printf(ROW, "operation (waits)", "pgbench/s", "Lethe/s", "%", "pgbench p50/99", "Lethe p50/99", "CPU ms",
                side == 0 ? "" : "p99×");
        System.out.printf(ROW, "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
        measured.forEach((operation, pairs) -> {
            var limit = pairs.get(side).limit();
            var lethe = pairs.get(side).lethe();
            System.out.printf(
                    ROW,
                    operation.title() + " (" + sides.get(side).script(operation).waits() + ")",
                    whole(limit.second()),
                    whole(lethe.second()),
                    whole(100 * lethe.second() / limit.second()),
                    "%.1f/%.1f".formatted(limit.median(), limit.p99()),
                    "%.1f/%.1f".formatted(lethe.median(), lethe.p99()),
                    "%.2f".formatted(lethe.cpu()),
                    side == 0 ? "" : "%.2f".formatted(lethe.p99() / pairs.getFirst().lethe().p99()));
        });
        if (side > 0) {
            System.out.printf("%nThe last column is Lethe's p99 relative to %d people.%n", first);
        }
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
