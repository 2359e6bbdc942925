package lethe.selftest.prove;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.selftest.instance.PromiseBroken;
import lethe.selftest.instance.TestInstance;
import org.jspecify.annotations.Nullable;

/**
 * The proof of B1: on an installation of its own a canary lives, is terminated, and every byte that is left is read; then
 * the same again from the database of the day before. What must be found, to show that the search is not blind, is too.
 */
public final class ResidueProof implements Closeable {
    /** Ids and times alone: that somebody consented, and was forgotten. */
    private static final Set<String> EVIDENCE =
            Set.of("attestation", "own_consent", "newsletter_consent", "termination", "receipt_link");

    private final Path place;
    private final Randomness randomness;
    private final TestMailbox post;
    private final boolean isFirst;
    private final TestInstance lethe;
    private final TestInstance copied;
    private final Inside inside;
    private final Report report = new Report();
    private OrganisationId organisation = new OrganisationId(new UUID(0, 0));
    private String operatorToken = "";
    private @Nullable CanaryScenario someone;

    /**
     * @param application whose main method is what is proven
     * @param place an empty directory, in which all of it happens
     */
    public ResidueProof(Class<?> application, Path place, Randomness randomness) throws IOException {
        this(application, place, randomness, new TestMailbox(), true);
    }

    private ResidueProof(Class<?> application, Path place, Randomness randomness, TestMailbox post, boolean isFirst) {
        this.isFirst = isFirst;
        this.place = place;
        this.randomness = randomness;
        this.post = post;
        lethe = Talkative.instance(application, place, "data", post);
        copied = Talkative.instance(application, place, "copied", post);
        inside = new Inside(lethe, place);
    }

    /** Whether everything holds; {@link #lines} and {@link #html} say more. */
    public boolean run() throws IOException, SQLException {
        try (this) {
            live();
            whileAlive();
            backUp();
            end();
            process();
            memory();
            afterwards();
            fromTheOldDatabase();
            fromACopyOfTheKeys();
        }
        return report.holds();
    }

    public List<String> lines() {
        return report.lines();
    }

    /** For the eyes of a data-protection officer. */
    public String html(Instant at) {
        return report.html(at, place);
    }

    void live() throws IOException {
        var anybody = lethe.start();
        var lines = lethe.found("Proof");
        organisation = OrganisationId.parse(lines.getFirst().split(" ")[1]).orElseThrow();
        var slug = lines.getFirst().split(" ")[2];
        operatorToken = lethe.command("operator", "token").getLast().replaceFirst("^token: ", "");
        var stay = new CanaryScenario(anybody, post, slug, lines.getLast().substring("token: ".length()), randomness);
        someone = stay;
        stay.live();
        stay.exports(anybody.as(operatorToken));
        report.lived(stay.journal());
    }

    /** The same life in a copy of its place, which is not worked on, where another application goes on with it. */
    ResidueProof in(Path copy, Class<?> application) throws IOException {
        var other = new ResidueProof(application, copy, randomness, post, false);
        other.organisation = organisation;
        other.operatorToken = operatorToken;
        other.someone = someone;
        stay().moveTo(other.lethe.start());
        return other;
    }

    void whileAlive() throws IOException {
        search().isNotBlind();
        var alive = inMemoryMeanwhile();
        Files.delete(place.resolve("heap-alive.hprof"));
        report.add("While the person signs in, memory holds their e-mail", !alive.isEmpty(), List.copyOf(alive));
        search().nothing("While the person lives, no file holds anything of them in clear", lethe.data(), lethe.logs());
        report.add("While the person lives, they can sign in", stay().canSignIn(), List.of());
    }

    private Set<String> inMemoryMeanwhile() throws IOException {
        try (var socket = stay().halfASignIn()) {
            Thread.sleep(Duration.ofSeconds(1));
            var sought = new ResidueScan(stay().journal().secrets());
            inside.memory().isNotBlind(report, sought);
            return socket.isConnected() ? search().in(inside.heapDump("alive")) : Set.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PromiseBroken("interrupted");
        }
    }

    void backUp() throws IOException {
        lethe.command("backup", place.resolve("backups").toString());
    }

    void stop() {
        lethe.stop();
    }

    void end() throws IOException {
        report.add("Until then they can sign in", stay().canSignIn(), List.of());
        stay().haveMailWaiting();
        var mails = stay().mails();
        var receipt = stay().terminate();
        Files.writeString(place.resolve("receipt.json"), receipt.body());
        exports();
        report.add("No mail that waited is sent to them", stay().noMailCame(mails), List.of());
        search().nothing(
                        "After the answer “terminated”, no byte of them is in database, write-ahead log, mail queue, key file,"
                                + " logs, the backup from before, or exports",
                        places());
    }

    private void exports() throws IOException {
        var exports = Files.createDirectories(place.resolve("exports"));
        var number = 0;
        for (var answer : stay().exports(stay().ada().as(operatorToken))) {
            Files.writeString(exports.resolve("export-" + ++number), answer.body());
        }
    }

    /** Before a dump of the heap is asked for, which tidies up itself. */
    void process() throws IOException {
        inside.memory().report(report, new ResidueScan(stay().journal().secrets()));
    }

    void memory() throws IOException {
        var memory = search().in(inside.heapDump("afterwards"));
        if (memory.isEmpty()) {
            Files.delete(place.resolve("heap-afterwards.hprof"));
        }
        report.add("Memory holds nothing of them any more", memory.isEmpty(), List.copyOf(memory));
    }

    void afterwards() throws IOException, SQLException {
        rows();
        inside.settle();
        search().nothing("Nor is there after CHECKPOINT, ANALYZE and VACUUM", places());
        report.add("None of their secrets lets anybody in", !stay().anySecretOpens(), List.of());
        lethe.stop();
        search().nothing("Nor is there when everything is stopped", places());
    }

    private void rows() throws IOException, SQLException {
        var person = UserId.parse(stay().id()).orElseThrow().value();
        var left = inside.tablesWith(organisation.value(), person);
        var details = "kept as evidence: " + String.join(", ", left);
        left.removeAll(EVIDENCE);
        report.add(
                "No row of them is left but the evidence that the law wants",
                left.isEmpty(),
                left.isEmpty()
                        ? List.of(details)
                        : left.stream().map(table -> "found: a row in " + table).toList());
    }

    void fromTheOldDatabase() throws IOException {
        lethe.command("restore", "--replace", place.resolve("backups").toString());
        stay().moveTo(lethe.start());
        report.add(
                "From the database of before, with today’s key file, the person stays forgotten",
                !stay().canSignIn() && stay().isTerminated(),
                List.of());
        report.add("Everybody else is there", stay().ada().get("/me").status() == 200, List.of());
        var verified = lethe.command("audit", "verify");
        report.add(
                "The audit log says that an older database was put back, and nothing else",
                isOneBreak(verified),
                verified);
        search().nothing("And no byte of them has come back", places());
        lethe.stop();
    }

    private static boolean isOneBreak(List<String> verified) {
        return verified.stream()
                                .filter(line -> line.startsWith("declared break: "))
                                .count()
                        == 1
                && verified.stream().noneMatch(line -> line.startsWith("bad: "));
    }

    void fromACopyOfTheKeys() throws IOException {
        copied.command("restore", place.resolve("backups").toString());
        stay().moveTo(copied.start());
        report.add(
                "A backup does open with a copy of the key file from before, and the master key: why such copies have"
                        + " a day on which they are deleted",
                stay().canSignIn(),
                List.of());
        copied.stop();
    }

    private CanaryScenario stay() {
        return Objects.requireNonNull(someone);
    }

    private Search search() {
        return new Search(stay().journal(), report, place);
    }

    private Path[] places() {
        return new Path[] {lethe.data(), lethe.logs(), place.resolve("backups"), place.resolve("exports")};
    }

    @Override
    public void close() throws IOException {
        lethe.close();
        copied.close();
        if (isFirst) {
            post.close();
        }
    }
}
