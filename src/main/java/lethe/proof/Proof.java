package lethe.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lethe.kernel.OrganisationId;
import lethe.kernel.Randomness;
import lethe.kernel.UserId;
import lethe.proof.Traces.Scan;
import lethe.throwaway.Broken;
import lethe.throwaway.Instance;
import lethe.throwaway.Rest;

/**
 * The proof of B1: on an installation of its own a canary lives, is terminated, and every byte that is left is read; then
 * the same again from the database of the day before. What must be found, to show that the search is not blind, is too.
 */
public final class Proof {
    /** Ids and times alone: that somebody consented, and was forgotten. */
    private static final Set<String> EVIDENCE = Set.of("attestation", "own_consent", "termination", "receipt_link");

    private final Path place;
    private final Randomness randomness;
    private final Instance lethe;
    private final Instance copied;
    private final Inside inside;
    private final Report report = new Report();
    private String organisation = "";
    private String slug = "";
    private String adaToken = "";

    /**
     * @param application whose main method is what is proven
     * @param place an empty directory, in which all of it happens
     */
    public Proof(Class<?> application, Path place, Randomness randomness) {
        this.place = place;
        this.randomness = randomness;
        lethe = talkative(application, place, "data");
        copied = talkative(application, place, "copied");
        inside = new Inside(lethe, place);
    }

    /** With everything logged that can be. */
    private static Instance talkative(Class<?> application, Path place, String name) {
        return new Instance(application, place, name)
                .variable("LOGGING_LEVEL_ROOT", "DEBUG")
                .variable("LOGGING_LEVEL_LETHE", "DEBUG")
                .variable("SERVER_TOMCAT_ACCESSLOG_ENABLED", "true")
                .variable(
                        "SERVER_TOMCAT_ACCESSLOG_DIRECTORY",
                        place.resolve("logs").toString());
    }

    /** Whether everything holds; {@link #lines} and {@link #html} say more. */
    public boolean run() throws IOException, SQLException {
        try (lethe;
                copied) {
            var anybody = lethe.start();
            found();
            var ada = anybody.as(adaToken);
            var stay = new Stay(anybody, ada, slug, randomness);
            stay.live();
            var traces = new Traces(stay.secrets());
            report.add(
                    "A person has lived here",
                    true,
                    List.of(
                            "gone through: " + String.join(", ", stay.lived()),
                            "not offered here: "
                                    + (stay.notThere().isEmpty() ? "nothing" : String.join(", ", stay.notThere())),
                            "looked for: " + String.join(", ", stay.secrets().keySet())));
            whileAlive(traces, stay);
            lethe.command("backup", place.resolve("backups").toString());
            end(stay, traces, ada);
            fromTheOldDatabase(stay, traces);
            fromACopyOfTheKeys(stay);
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

    private void found() throws IOException {
        var lines = lethe.found("Proof");
        organisation = lines.getFirst().split(" ")[1];
        slug = lines.getFirst().split(" ")[2];
        adaToken = lines.getLast().substring("token: ".length());
    }

    private void whileAlive(Traces traces, Stay stay) throws IOException {
        var control = Files.writeString(
                place.resolve("control"), String.join("\n", stay.secrets().values()));
        report.add(
                "The search is not blind: it finds each secret in a file that holds them",
                traces.in(control).equals(stay.secrets().keySet()),
                List.of());
        Files.delete(control);
        var alive = inMemoryMeanwhile(traces, stay);
        Files.delete(place.resolve("heap-alive.hprof"));
        report.add("While the person signs in, memory holds their e-mail", !alive.isEmpty(), List.copyOf(alive));
        nothing("While the person lives, no file holds anything of them in clear", traces, lethe.data(), lethe.logs());
        report.add("While the person lives, they can sign in", stay.canSignIn(stay.anybody()), List.of());
    }

    private Set<String> inMemoryMeanwhile(Traces traces, Stay stay) throws IOException {
        try (var socket = stay.halfASignIn()) {
            Thread.sleep(Duration.ofSeconds(1));
            return socket.isConnected() ? traces.in(inside.heapDump("alive")) : Set.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Broken("interrupted");
        }
    }

    private void end(Stay stay, Traces traces, Rest ada) throws IOException, SQLException {
        var receipt = stay.terminate();
        Files.writeString(place.resolve("receipt.json"), receipt.body());
        exports(ada, stay);
        nothing(
                "After the answer “terminated”, no byte of them is in database, write-ahead log, key file, logs, the"
                        + " backup from before, or exports",
                traces,
                places());
        var memory = traces.in(inside.heapDump("afterwards"));
        if (memory.isEmpty()) {
            Files.delete(place.resolve("heap-afterwards.hprof"));
        }
        report.add("Memory holds nothing of them any more", memory.isEmpty(), List.copyOf(memory));
        rows(stay);
        inside.settle();
        nothing("Nor is there after CHECKPOINT, ANALYZE and VACUUM", traces, places());
        report.add("None of their secrets lets anybody in", !stay.canSignIn(stay.anybody()), List.of());
        lethe.stop();
        nothing("Nor is there when everything is stopped", traces, places());
    }

    private void rows(Stay stay) throws IOException, SQLException {
        var person = UserId.parse(stay.id()).orElseThrow().value();
        var left = inside.tablesWith(
                OrganisationId.parse(organisation).orElseThrow().value(), person);
        var details = "kept as evidence: " + String.join(", ", left);
        left.removeAll(EVIDENCE);
        report.add(
                "No row of them is left but the evidence that the law wants",
                left.isEmpty(),
                left.isEmpty()
                        ? List.of(details)
                        : left.stream().map(table -> "found: a row in " + table).toList());
    }

    private void exports(Rest ada, Stay stay) throws IOException {
        var exports = Files.createDirectories(place.resolve("exports"));
        var number = 0;
        for (var path : List.of(
                "/users?status=TERMINATED",
                "/users/" + stay.id(),
                "/users/" + stay.id() + "/receipt",
                "/audit?limit=200",
                "/users/" + stay.id() + "/consents",
                "/partners?status=DELETED",
                "/me/data")) {
            Files.writeString(
                    exports.resolve("export-" + ++number), ada.get(path).body());
        }
    }

    private void fromTheOldDatabase(Stay stay, Traces traces) throws IOException {
        lethe.command("restore", "--replace", place.resolve("backups").toString());
        var restored = lethe.start();
        report.add(
                "From the database of before, with today’s key file, the person stays forgotten",
                !stay.canSignIn(restored)
                        && restored.as(adaToken)
                                .get("/users/" + stay.id())
                                .text("status")
                                .equals("TERMINATED"),
                List.of());
        report.add("Everybody else is there", restored.as(adaToken).get("/me").status() == 200, List.of());
        nothing("And no byte of them has come back", traces, places());
        lethe.stop();
    }

    private void fromACopyOfTheKeys(Stay stay) throws IOException {
        copied.command("restore", place.resolve("backups").toString());
        var restored = copied.start();
        report.add(
                "A backup does open with a copy of the key file from before, and the master key: why such copies have"
                        + " a day on which they are deleted",
                stay.canSignIn(restored),
                List.of());
        copied.stop();
    }

    private Path[] places() {
        return new Path[] {lethe.data(), lethe.logs(), place.resolve("backups"), place.resolve("exports")};
    }

    private void nothing(String claim, Traces traces, Path... directories) throws IOException {
        var details = new ArrayList<String>();
        var clean = true;
        for (var directory : directories) {
            var scan = Files.isDirectory(directory) ? traces.scan(directory) : new Scan(0, 0, List.of());
            details.add("%s: %d files, %d bytes".formatted(place.relativize(directory), scan.files(), scan.bytes()));
            scan.traces().forEach(trace -> details.add("found: " + trace));
            clean &= scan.traces().isEmpty();
        }
        report.add(claim, clean, details);
    }
}
