package lethe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import lethe.identity.users.BenchUsers;
import lethe.identity.users.Users;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.erasure.Termination;
import org.springframework.util.FileSystemUtils;

/**
 * The cost of terminating, listing, searching and looking up, with few users and with many: two installations in one
 * process, called alternately, so that other load on the machine slows both equally.
 */
public final class ForgettingBenchmark {
    private static final int ROUND = 20;
    private static final int ATONCE = 16;

    /** Time for PostgreSQL to update its statistics of the tables. */
    private static final Duration STATISTICS = Duration.ofSeconds(90);
    private static final String ROW = "%-34s %12s %12s %8s%n";

    private ForgettingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var many = Integer.parseInt(arguments[0]);
        var rounds = Integer.parseInt(arguments[1]);
        var place = Files.createTempDirectory("lethe-bench-");
        try (var few = new House(place.resolve("few"));
                var full = new House(place.resolve("full"))) {
            few.settle(10);
            full.settle(many);
            System.out.printf(Locale.ROOT, ROW, "", "10 people", many + " people", "ratio");
            forgetting(few, full, rounds);
            few.settle(10_000 - 10);
            Thread.sleep(STATISTICS.toMillis());
            System.out.printf(Locale.ROOT, ROW, "", "10000 people", many + " people", "ratio");
            reading("list", few, full, rounds, House::list);
            reading("name search", few, full, rounds, House::search);
            reading("exact e-mail look-up", few, full, rounds, House::lookUp);
        } finally {
            FileSystemUtils.deleteRecursively(place);
        }
    }

    private static void forgetting(House few, House full, int rounds) {
        var times = Map.of(few, new ArrayList<Long>(), full, new ArrayList<Long>());
        for (var round = -rounds / 5; round < rounds; round++) {
            for (var house : round % 2 == 0 ? List.of(few, full) : List.of(full, few)) {
                var taken = house.terminate(house.fill(ROUND));
                if (round >= 0) {
                    times.get(house).addAll(taken);
                }
            }
        }
        print("forgotten, median (ms)", times.get(few), times.get(full), 0.5);
        print("forgotten, p99 (ms)", times.get(few), times.get(full), 0.99);
        var perSecond = List.of(few, full).stream()
                .mapToDouble(house -> 1e9 / times.get(house).stream().mapToLong(Long::longValue).average().orElseThrow())
                .toArray();
        row("forgotten, one by one (a second)", perSecond[0], perSecond[1], perSecond[0] / perSecond[1]);
    }

    private interface Question {
        void ask(House house);
    }

    private static void reading(String what, House few, House full, int rounds, Question question) throws Exception {
        var times = Map.of(few, new ArrayList<Long>(), full, new ArrayList<Long>());
        try (var threads = Executors.newFixedThreadPool(ATONCE)) {
            for (var round = -rounds / 2; round < rounds; round++) {
                for (var house : round % 2 == 0 ? List.of(few, full) : List.of(full, few)) {
                    Callable<List<Long>> some = () -> IntStream.range(0, ROUND)
                            .mapToObj(number -> timed(() -> question.ask(house)))
                            .toList();
                    for (var taken : threads.invokeAll(IntStream.range(0, ATONCE)
                            .mapToObj(number -> some)
                            .toList())) {
                        if (round >= 0) {
                            times.get(house).addAll(taken.get());
                        }
                    }
                }
            }
        }
        print(what + ", median (ms)", times.get(few), times.get(full), 0.5);
        print(what + ", p99 (ms)", times.get(few), times.get(full), 0.99);
    }

    private static long timed(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static void print(String what, List<Long> few, List<Long> full, double quantile) {
        var one = quantile(few, quantile);
        var other = quantile(full, quantile);
        row(what, one / 1e6, other / 1e6, (double) other / one);
    }

    private static long quantile(List<Long> times, double quantile) {
        var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)];
    }

    private static void row(String what, double few, double full, double ratio) {
        System.out.printf(Locale.ROOT, ROW, what, number(few), number(full), number(ratio));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** An installation and its services. */
    private static final class House implements AutoCloseable {
        private final BenchInstallation installation;
        private final Users users;
        private final Termination termination;
        private final Actor ada;
        private int firstOfMost;
        private int most;

        House(Path place) throws IOException {
            installation = new BenchInstallation(place);
            users = installation.bean(Users.class);
            termination = installation.bean(Termination.class);
            ada = installation.ada();
        }

        /** Creates the users who remain. */
        void settle(int count) {
            firstOfMost = installation.people();
            most = count;
            fill(count);
        }

        List<UserId> fill(int count) {
            return installation.fill(count);
        }

        List<Long> terminate(List<UserId> some) {
            return some.stream()
                    .map(person -> timed(() -> TenantContext.in(
                            ada.organisation(), () -> termination.terminate(ada, person).orElseThrow())))
                    .toList();
        }

        void list() {
            installation.in(() -> BenchUsers.list(users, ada, null));
        }

        void search() {
            var name = BenchInstallation.lastName(somebody()).toLowerCase(Locale.ROOT);
            installation.in(() -> BenchUsers.list(users, ada, name));
        }

        void lookUp() {
            var email = BenchInstallation.email(somebody());
            if (installation.in(() -> users.lookUp(ada, email)).isEmpty()) {
                throw new IllegalStateException("No user has " + email);
            }
        }

        private long somebody() {
            return firstOfMost + ThreadLocalRandom.current().nextLong(most);
        }

        @Override
        public void close() {
            installation.close();
        }
    }
}
