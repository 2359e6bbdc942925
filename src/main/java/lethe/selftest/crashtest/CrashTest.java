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
 * Crashes an installation at random moments while sixteen clients write, restarts it and checks every user; again and
 * again. Its key file loses what was not synced, as in a power cut.
 */
public final class CrashTest implements AutoCloseable {
    private static final int WRITERS = 16;
    private static final int KEPT = 20;
    private static final Duration AFTERLIFE = Duration.ofMillis(200);
    private final Polling polling = new Polling(Duration.ofSeconds(90));
    private final CrashReport report = new CrashReport();
    private final Random random;
    private final TestVolume volume;
    private final TestInstance lethe;
    private final Killer killer;
    private final Consumer<String> progress;
    private final List<CrashMode> deck = new ArrayList<>();
    private List<WorkloadWriter> writers = List.of();
    private final long seed;
    private TestOrganisation organisation = new TestOrganisation("", "", List.of());
    private RunWindow life = new RunWindow(20, 150);
    private int round;

    /**
     * @param place an empty directory for all files
     * @param seed determines every random choice made here, but not the timing of the processes
     * @param progress receives a line about each round
     */
    public CrashTest(Class<?> application, Path place, long seed, Consumer<String> progress) throws IOException {
        random = new Random(seed);
        volume = TestVolume.in(place);
        lethe = new TestInstance(application, place, volume.data())
                .flag("-Dlethe.loses-unsynced=" + seed)
                .flag("-Dlethe.directory-buckets=16");
        killer = new Killer(lethe, volume, random);
        this.progress = progress;
        this.seed = seed;
    }

    /** For tests that add options or replace classes. */
    TestInstance lethe() {
        return lethe;
    }

    /** Sets another length for the rounds; the default lets users have a history. */
    CrashTest lives(RunWindow others) {
        life = others;
        return this;
    }

    /** One round with a chosen kind of crash. */
    boolean runAfter(CrashMode death) throws IOException, InterruptedException {
        deck.add(death);
        return run(1);
    }

    /**
     * Runs this many rounds.
     *
     * @return whether nothing was violated; {@link #lines} has the details
     */
    public boolean run(int rounds) throws IOException, InterruptedException {
        progress.accept(volume.sentence());
        var rest = lethe.start();
        found(rest);
        for (round = 1; round <= rounds; round++) {
            rest = round(rest, round == rounds);
        }
        return report.isClean();
    }

    public List<String> lines() {
        return Stream.concat(Stream.of(volume.sentence()), report.lines().stream())
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
        organisation = new TestOrganisation(lines.getFirst().split(" ")[2], token, roles);
        writers = IntStream.range(0, WRITERS)
                .mapToObj(number -> new WorkloadWriter(number, seed, organisation, report))
                .toList();
    }

    private ApiClient round(ApiClient before, boolean last) throws IOException, InterruptedException {
        var death = next();
        report.begin(round, death);
        var goesOn = new AtomicBoolean(true);
        var after = before;
        try (var connections = HttpClient.newHttpClient();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var written = writers.stream()
                    .map(one -> pool.submit(() -> one.write(before.over(connections), goesOn::get)))
                    .toList();
            life.live(report, random);
            killer.strike(death);
            var began = System.nanoTime();
            after = back(before, death);
            report.away(Duration.ofNanos(System.nanoTime() - began));
            Polling.pause(AFTERLIFE);
            goesOn.set(false);
            Together.join(written);
        }
        walk(after, last);
        progress.accept("round " + round + ": " + death + ", " + report.summary());
        return after;
    }

    /** Each kind equally often. */
    private CrashMode next() {
        if (deck.isEmpty()) {
            deck.addAll(Arrays.asList(CrashMode.values()));
            deck.removeIf(death -> death == CrashMode.DISK && !volume.canBeFull());
            Collections.shuffle(deck, random);
        }
        return deck.removeLast();
    }

    /**
     * Waits until it recovers on its own. Starts Lethe again if it was killed, or if it stopped because it cannot trust
     * its disk.
     */
    private ApiClient back(ApiClient before, CrashMode death) throws IOException {
        var ready = !death.startedAgain()
                && polling.isReady(
                        () -> before.get("/health/ready"), () -> lethe.running().isAlive());
        if (ready) {
            return before;
        } else if (lethe.running().isAlive()) {
            report.violation("it did not recover on its own");
            throw new PromiseBroken("Lethe did not come back after: " + death);
        } else {
            if (!death.startedAgain()) {
                report.checked("stopped on its own and was started again: " + death);
            }
            return lethe.start();
        }
    }

    private void walk(ApiClient rest, boolean last) throws IOException, InterruptedException {
        try (var connections = elsewhere()) {
            var walk = new Walk(rest.over(connections).patient(), organisation, report, polling);
            var imports = new ImportWalk(rest.over(connections).patient().as(organisation.token()), report, polling);
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

    /** Uses an address in another network, because refused sign-ins are counted by network. */
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

    /** @param line that the command must print; empty: none */
    private void agrees(String what, String command, String line) throws IOException, InterruptedException {
        var answer = ManagementClient.send(lethe.data(), new ManagementRequest(command, Map.of()));
        var agrees = answer.filter(ManagementResponse::isDone)
                .filter(done -> line.isEmpty() || done.lines().contains(line));
        report.check(what, agrees.isPresent(), command, answer);
    }

    private List<String> order(String command, Map<String, String> options) throws IOException, InterruptedException {
        return ManagementClient.send(lethe.data(), new ManagementRequest(command, options))
                .filter(ManagementResponse::isDone)
                .orElseThrow(() -> new PromiseBroken("Lethe did not carry out the command " + command))
                .lines();
    }

    @Override
    public void close() {
        lethe.kill();
        volume.close();
    }
}
