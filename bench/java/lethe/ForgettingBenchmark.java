package lethe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lethe.identity.users.NewUser;
import lethe.identity.users.ImportedUser;
import lethe.identity.users.BulkUserCreation;
import lethe.privacy.consent.AttestationForm;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.privacy.erasure.Termination;
import lethe.identity.roles.Roles;
import lethe.operator.console.OrganisationSetup;
import lethe.identity.users.UserFilter;
import lethe.identity.users.Users;
import lethe.platform.kernel.KeySlot;
import lethe.vault.vault.Vault;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The cost of terminating, listing, searching and looking up, with few users and with many: two installations in one
 * process, called alternately, so that other load on the machine slows both equally.
 */
public final class ForgettingBenchmark {
    private static final int BATCH = 500;
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

    /** An installation with one organisation, and its services. */
    private static final class House implements AutoCloseable {
        private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
        private static final String VOWELS = "aeiou";
        private final ConfigurableApplicationContext context;
        private final Vault vault;
        private final BulkUserCreation newcomers;
        private final Users users;
        private final Termination termination;
        private final Randomness randomness;
        private final TransactionTemplate transaction;
        private final Actor ada;
        private final RoleId role;
        private int people;
        private int firstOfMost;
        private int most;

        House(Path place) throws IOException {
            Files.createDirectories(place);
            context = new SpringApplicationBuilder(Lethe.class)
                    .logStartupInfo(false)
                    .run(
                            "--server.port=0",
                            "--logging.level.root=error",
                            "--lethe.data=" + place.resolve("data"),
                            "--lethe.master-key-file=" + place.resolve("master.key"));
            vault = context.getBean(Vault.class);
            newcomers = context.getBean(BulkUserCreation.class);
            users = context.getBean(Users.class);
            termination = context.getBean(Termination.class);
            randomness = context.getBean(Randomness.class);
            transaction = context.getBean(TransactionTemplate.class);
            var admin = new NewUser(
                    "Ada", "Admin", "ada@bench.example", UserType.ADMIN, null, new AttestationForm(true, 1, "en"), null);
            var founded = context.getBean(OrganisationSetup.class).byOperator("Bench", "bench", admin, false);
            ada = Actor.user(
                    founded.organisation().id(), founded.admin(), UserType.ADMIN, Arrays.asList(Permission.values()));
            role = in(() -> context.getBean(Roles.class).choice(ada).getLast().id());
        }

        /** Creates the users who remain. */
        void settle(int count) {
            firstOfMost = people;
            most = count;
            fill(count);
        }

        /** Creates users as an import does, without the file. */
        List<UserId> fill(int count) {
            var made = new ArrayList<UserId>();
            while (made.size() < count) {
                var some = Math.min(BATCH, count - made.size());
                made.addAll(in(() -> create(some)));
            }
            return made;
        }

        private List<UserId> create(int count) {
            var numbers = LongStream.range(people, people + count).toArray();
            people += count;
            var emails = Arrays.stream(numbers).mapToObj(House::email).toList();
            var slots = vault.claimAll(ada.organisation(), emails, newcomers::held);
            var some = IntStream.range(0, count)
                    .mapToObj(at -> newcomer(numbers[at], slots.get(at).orElseThrow()))
                    .toList();
            newcomers.create(ada, some, Map.of());
            return some.stream().map(ImportedUser::id).toList();
        }

        private ImportedUser newcomer(long number, KeySlot slot) {
            return new ImportedUser(
                    new UserId(randomness.uuid()),
                    slot,
                    name(number * 31),
                    name(number * 17 + 5),
                    email(number),
                    UserType.INTERNAL,
                    role);
        }

        private static String email(long number) {
            return "person" + number + "@bench.example";
        }

        /**
         * Names of three syllables and a letter, so that about as many share three letters as in a telephone book.
         */
        private static String name(long number) {
            var rest = Math.floorMod(number * 2654435761L, 20_000_000L);
            var text = new StringBuilder();
            for (var syllable = 0; syllable < 3; syllable++) {
                text.append(CONSONANTS.charAt((int) (rest % 20))).append(VOWELS.charAt((int) (rest / 20 % 5)));
                rest /= 100;
            }
            text.append(CONSONANTS.charAt((int) rest));
            return Character.toUpperCase(text.charAt(0)) + text.substring(1);
        }

        List<Long> terminate(List<UserId> some) {
            return some.stream()
                    .map(person -> timed(() -> TenantContext.in(
                            ada.organisation(), () -> termination.terminate(ada, person).orElseThrow())))
                    .toList();
        }

        void list() {
            in(() -> users.list(ada, UserFilter.of(null, null, null, null, null, null)).items());
        }

        void search() {
            var name = name(somebody() * 17 + 5).toLowerCase(Locale.ROOT);
            in(() -> users.list(ada, UserFilter.of(name, null, null, null, null, null)).items());
        }

        void lookUp() {
            var email = email(somebody());
            if (in(() -> users.lookUp(ada, email)).isEmpty()) {
                throw new IllegalStateException("No user has " + email);
            }
        }

        private long somebody() {
            return firstOfMost + ThreadLocalRandom.current().nextLong(most);
        }

        private <T> T in(TenantContext.Work<T> work) {
            return TenantContext.in(ada.organisation(), () -> transaction.execute(status -> work.run()));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
