package lethe.selftest.crashtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.platform.management.ManagementClient;
import lethe.platform.management.ManagementRequest;
import lethe.platform.management.ManagementResponse;
import lethe.selftest.crashtest.ExpectedUser.Fate;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.Polling;
import lethe.selftest.instance.PromiseBroken;
import lethe.selftest.instance.TestInstance;

/**
 * Sudden death: sixteen write at the same time, the installation dies at a random moment, comes back, and everybody is
 * looked at; again and again. Its key file loses what was not synced, as in a power cut.
 */
public final class CrashTest implements AutoCloseable {
    private static final int WRITERS = 16;
    private static final int KEPT = 20;
    private static final Duration AFTERLIFE = Duration.ofMillis(200);
    private final Polling patience = new Polling(Duration.ofSeconds(90));
    private final CrashReport tally = new CrashReport();
    private final Random chance;
    private final TestVolume ground;
    private final TestInstance lethe;
    private final Killer killer;
    private final Consumer<String> progress;
    private final List<CrashMode> deck = new ArrayList<>();
    private List<WorkloadWriter> writers = List.of();
    private final long seed;
    private TestOrganisation house = new TestOrganisation("", "", List.of());
    private RunWindow life = new RunWindow(20, 150);
    private int round;

    /**
     * @param place an empty directory, in which all of it happens
     * @param seed from which follows what falls by chance here, though not what the processes make of it
     * @param progress is told what goes on
     */
    public CrashTest(Class<?> application, Path place, long seed, Consumer<String> progress) throws IOException {
        chance = new Random(seed);
        ground = TestVolume.in(place);
        lethe = new TestInstance(application, place, ground.data())
                .flag("-Dlethe.loses-unsynced=" + seed)
                .flag("-Dlethe.directory-buckets=16");
        killer = new Killer(lethe, ground, chance);
        this.progress = progress;
        this.seed = seed;
    }

    /** To be tortured with other flags, or other classes, say. */
    TestInstance lethe() {
        return lethe;
    }

    /** Other lives than those that are long enough for people to have a history. */
    CrashTest lives(RunWindow others) {
        life = others;
        return this;
    }

    /** One round, with a death that is chosen. */
    boolean runAfter(CrashMode death) throws IOException, InterruptedException {
        deck.add(death);
        return run(1);
    }

    /** Whether it has kept its word; {@link #lines} say more. */
    public boolean run(int rounds) throws IOException, InterruptedException {
        progress.accept(ground.sentence());
        var rest = lethe.start();
        found(rest);
        for (round = 1; round <= rounds; round++) {
            rest = round(rest, round == rounds);
        }
        return tally.isClean();
    }

    public List<String> lines() {
        return Stream.concat(Stream.of(ground.sentence()), tally.lines().stream())
                .toList();
    }

    private void found(ApiClient rest) throws IOException, InterruptedException {
        var lines = order(
                "organisation-create",
                Map.of(
                        "name", "Torture",
                        "admin-email", "ada@remains.example",
                        "admin-first-name", "Ada",
                        "admin-last-name", "Admin",
                        "consent-given", "true",
                        "print-token", "true"));
        var token = lines.getLast().substring("token: ".length());
        var roles = rest.as(token)
                .get("/roles")
                .json()
                .path("items")
                .valueStream()
                .filter(role -> !role.path("name").asString("").equals("Administrator"))
                .map(role -> role.path("id").asString(""))
                .toList();
        house = new TestOrganisation(lines.getFirst().split(" ")[2], token, roles);
        writers = IntStream.range(0, WRITERS)
                .mapToObj(number -> new WorkloadWriter(number, seed, house, tally))
                .toList();
    }

    private ApiClient round(ApiClient before, boolean last) throws IOException, InterruptedException {
        var death = next();
        tally.begin(round, death);
        var goesOn = new AtomicBoolean(true);
        var after = before;
        try (var connections = HttpClient.newHttpClient();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var written = writers.stream()
                    .map(one -> pool.submit(() -> one.write(before.over(connections), goesOn::get)))
                    .toList();
            life.live(tally, chance);
            killer.strike(death);
            var began = System.nanoTime();
            after = back(before, death);
            tally.away(Duration.ofNanos(System.nanoTime() - began));
            Polling.pause(AFTERLIFE);
            goesOn.set(false);
            Together.join(written);
        }
        walk(after, last);
        progress.accept("round " + round + ": " + death + ", " + tally.summary());
        return after;
    }

    /** Each kind as often as any other. */
    private CrashMode next() {
        if (deck.isEmpty()) {
            deck.addAll(Arrays.asList(CrashMode.values()));
            deck.removeIf(death -> death == CrashMode.DISK && !ground.canBeFull());
            Collections.shuffle(deck, chance);
        }
        return deck.removeLast();
    }

    /** By itself, but for a Lethe that was killed, or that stopped because its disk cannot be trusted. */
    private ApiClient back(ApiClient before, CrashMode death) throws IOException {
        var ready = !death.startedAgain()
                && patience.isReady(
                        () -> before.get("/health/ready"), () -> lethe.running().isAlive());
        if (ready) {
            return before;
        } else if (lethe.running().isAlive()) {
            tally.violation("it did not come back by itself");
            throw new PromiseBroken("Lethe did not come back after: " + death);
        } else {
            if (!death.startedAgain()) {
                tally.checked("stopped by itself, and was started again: " + death);
            }
            return lethe.start();
        }
    }

    private void walk(ApiClient rest, boolean last) throws IOException, InterruptedException {
        try (var connections = elsewhere()) {
            var walk = new Walk(rest.over(connections).patient(), house, tally, patience);
            var imports = new ImportWalk(rest.over(connections).patient().as(house.token()), tally, patience);
            var doubted = doubted();
            Together.each(files(), file -> imports.resolve(file, last));
            writers.forEach(WorkloadWriter::takeIn);
            Together.each(people(), walk::resolve);
            Together.each(people(), person -> walk.look(person, last));
            walk.nobodyElse(
                    people(),
                    files().stream().flatMap(file -> file.all().stream()).toList());
            writers.forEach(one -> one.tidyUp(doubted, KEPT));
        }
        agrees("keys, directory and sealed e-mails agree", "keys-check", "database, keys and directory: agree");
        agrees("the audit log verifies", "audit-verify", "");
    }

    /** Of a network of its own, for refused sign-ins are counted by networks. */
    private HttpClient elsewhere() throws IOException {
        var address = InetAddress.getByAddress(new byte[] {127, 9, (byte) (round % 250), 9});
        return HttpClient.newBuilder().localAddress(address).build();
    }

    private Set<ExpectedUser> doubted() {
        return people().stream()
                .filter(one -> one.is(Fate.ASKED) || one.is(Fate.LEAVING))
                .collect(Collectors.toSet());
    }

    private List<ExpectedUser> people() {
        return writers.stream().flatMap(one -> one.people().stream()).toList();
    }

    private List<ExpectedUsers> files() {
        return writers.stream().flatMap(one -> one.files().stream()).toList();
    }

    /** @param line that it is to say, if any */
    private void agrees(String what, String command, String line) throws IOException, InterruptedException {
        var answer = ManagementClient.send(lethe.data(), new ManagementRequest(command, Map.of()));
        var agrees = answer.filter(ManagementResponse::isDone)
                .filter(done -> line.isEmpty() || done.lines().contains(line));
        tally.check(what, agrees.isPresent(), command, answer);
    }

    private List<String> order(String command, Map<String, String> options) throws IOException, InterruptedException {
        return ManagementClient.send(lethe.data(), new ManagementRequest(command, options))
                .filter(ManagementResponse::isDone)
                .orElseThrow(() -> new PromiseBroken("Lethe does not take the order " + command))
                .lines();
    }

    @Override
    public void close() {
        lethe.kill();
        ground.close();
    }
}
