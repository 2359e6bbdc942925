package lethe.selftest.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lethe.selftest.prove.ResidueScan.Scan;

/** Looks for what must not be left of a person, and reports what it finds. */
final class Search {
    private final ScenarioLog journal;
    private final ResidueScan traces;
    private final Report report;
    private final Path place;

    /** @param place in which all of it happens */
    Search(ScenarioLog journal, Report report, Path place) {
        this.journal = journal;
        traces = new ResidueScan(journal.secrets());
        this.report = report;
        this.place = place;
    }

    /** It finds all there is in a file of nothing else. */
    void isNotBlind() throws IOException {
        var secrets = journal.secrets();
        var control = Files.writeString(place.resolve("control"), String.join("\n", secrets.values()));
        report.add(
                "The search is not blind: it finds each secret in a file that holds them",
                in(control).equals(secrets.keySet()),
                List.of());
        Files.delete(control);
    }

    /** What a file holds, by what it is. */
    Set<String> in(Path file) throws IOException {
        return traces.in(file);
    }

    void nothing(String claim, Path... directories) throws IOException {
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
