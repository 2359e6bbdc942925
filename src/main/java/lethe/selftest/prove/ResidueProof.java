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
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.selftest.instance.PromiseBroken;
import lethe.selftest.instance.TestInstance;
import org.jspecify.annotations.Nullable;

/**
 * The proof of B1: on a test instance, a canary user lives and is terminated; then every byte that is left is searched,
 * and searched again after the backup from before is restored. Controls show that the search finds what it should.
 */
public final class ResidueProof implements Closeable {
    /** These tables keep only IDs and times: that the user consented, and was erased. */
    private static final Set<String> EVIDENCE =
            Set.of("attestation", "own_consent", "newsletter_consent", "termination", "receipt_link");

    private final Path place;
    private final Randomness randomness;
    private final TestMailbox mailbox;
    private final boolean isFirst;
    private final TestInstance lethe;
    private final TestInstance copied;
    private final Inside inside;
    private final Report report = new Report();
    private OrganisationId organisation = OrganisationId.NONE;
    private String operatorToken = "";
    private @Nullable CanaryScenario canary;

    /**
     * @param application the class with Lethe's main method
     * @param place an empty directory for all files
     */
    public ResidueProof(Class<?> application, Path place, Randomness randomness) throws IOException {
        this(application, place, randomness, new TestMailbox(), true);
    }

    private ResidueProof(
            Class<?> application, Path place, Randomness randomness, TestMailbox mailbox, boolean isFirst) {
        this.isFirst = isFirst;
        this.place = place;
        this.randomness = randomness;
        this.mailbox = mailbox;
        lethe = Talkative.instance(application, place, "data", mailbox);
        copied = Talkative.instance(application, place, "copied", mailbox);
        inside = new Inside(lethe, place);
    }

    /** @return whether every claim holds; {@link #lines} and {@link #html} have the details */
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

    /** The report for a data-protection officer. */
    public String html(Instant at) {
        return report.html(at, place);
    }

    void live() throws IOException {
        var client = lethe.start();
        var lines = lethe.found("Proof");
        organisation = OrganisationId.parse(lines.getFirst().split(" ")[1]).orElseThrow();
        var slug = lines.getFirst().split(" ")[2];
        operatorToken = lethe.command("operator", "token").getLast().replaceFirst("^token: ", "");
        var scenario =
                new CanaryScenario(client, mailbox, slug, lines.getLast().substring("token: ".length()), randomness);
        canary = scenario;
        scenario.live();
        scenario.exports(client.as(operatorToken));
        report.lived(scenario.log());
    }

    /** Continues the same life in a copy of its directory, with another application; the original is not changed. */
    ResidueProof in(Path copy, Class<?> application) throws IOException {
        var other = new ResidueProof(application, copy, randomness, mailbox, false);
        other.organisation = organisation;
        other.operatorToken = operatorToken;
        other.canary = canary;
        scenario().moveTo(other.lethe.start());
        return other;
    }

    void whileAlive() throws IOException {
        search().isNotBlind();
        var alive = inMemoryMeanwhile();
        Files.delete(place.resolve("heap-alive.hprof"));
        report.add("While the user signs in, memory contains their e-mail", !alive.isEmpty(), List.copyOf(alive));
        search().nothing("Before the termination, no file contains user data in clear", lethe.data(), lethe.logs());
        report.add("Before the termination, the user can sign in", scenario().canSignIn(), List.of());
    }

    private Set<String> inMemoryMeanwhile() throws IOException {
        try (var socket = scenario().halfASignIn()) {
            Thread.sleep(Duration.ofSeconds(1));
            var sought = new ResidueScan(scenario().log().secrets());
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
        report.add("Until the termination, the user can sign in", scenario().canSignIn(), List.of());
        scenario().haveMailWaiting();
        var mails = scenario().mails();
        var receipt = scenario().terminate();
        Files.writeString(place.resolve("receipt.json"), receipt.body());
        exports();
        report.add("No waiting mail is sent to the user", scenario().noMailCame(mails), List.of());
        search().nothing(
                        "After the answer “terminated”, no byte of the user’s data is in database, write-ahead log, mail queue,"
                                + " key file, logs, the earlier backup or exports",
                        places());
    }

    private void exports() throws IOException {
        var exports = Files.createDirectories(place.resolve("exports"));
        var number = 0;
        for (var answer : scenario().exports(scenario().ada().as(operatorToken))) {
            Files.writeString(exports.resolve("export-" + ++number), answer.body());
        }
    }

    /** Must run before a heap dump, which collects garbage itself. */
    void process() throws IOException {
        inside.memory().report(report, new ResidueScan(scenario().log().secrets()));
    }

    void memory() throws IOException {
        var memory = search().in(inside.heapDump("afterwards"));
        if (memory.isEmpty()) {
            Files.delete(place.resolve("heap-afterwards.hprof"));
        }
        report.add("Memory no longer contains the user’s data", memory.isEmpty(), List.copyOf(memory));
    }

    void afterwards() throws IOException, SQLException {
        rows();
        inside.settle();
        search().nothing("The same after CHECKPOINT, ANALYZE and VACUUM", places());
        report.add("None of the user’s secrets works any more", !scenario().anySecretOpens(), List.of());
        lethe.stop();
        search().nothing("The same after everything is stopped", places());
    }

    private void rows() throws IOException, SQLException {
        var person = UserId.parse(scenario().id()).orElseThrow().value();
        var left = inside.tablesWith(organisation.value(), person);
        var details = "kept as evidence: " + String.join(", ", left);
        left.removeAll(EVIDENCE);
        report.add(
                "Only rows of legally required evidence are left",
                left.isEmpty(),
                left.isEmpty()
                        ? List.of(details)
                        : left.stream().map(table -> "found: a row in " + table).toList());
    }

    void fromTheOldDatabase() throws IOException {
        lethe.command("restore", "--replace", place.resolve("backups").toString());
        scenario().moveTo(lethe.start());
        report.add(
                "With the earlier database and today’s key file, the user stays erased",
                !scenario().canSignIn() && scenario().isTerminated(),
                List.of());
        report.add("All other users are present", scenario().ada().get("/me").status() == 200, List.of());
        var verified = lethe.command("audit", "verify");
        report.add("The audit log reports the restored database, and no other break", isOneBreak(verified), verified);
        search().nothing("No byte of the user’s data has come back", places());
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
        scenario().moveTo(copied.start());
        report.add(
                "With an earlier copy of the key file and the master key, a backup can be read, which is why such copies"
                        + " have a deletion date",
                scenario().canSignIn(),
                List.of());
        copied.stop();
    }

    private CanaryScenario scenario() {
        return Objects.requireNonNull(canary);
    }

    private Search search() {
        return new Search(scenario().log(), report, place);
    }

    private Path[] places() {
        return new Path[] {lethe.data(), lethe.logs(), place.resolve("backups"), place.resolve("exports")};
    }

    @Override
    public void close() throws IOException {
        lethe.close();
        copied.close();
        if (isFirst) {
            mailbox.close();
        }
    }
}
