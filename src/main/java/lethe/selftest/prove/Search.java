package lethe.selftest.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lethe.selftest.prove.ResidueScan.Scan;

/** Searches for remains of a user, and reports the findings. */
final class Search {
    private final ScenarioLog log;
    private final ResidueScan scanner;
    private final Report report;
    private final Path place;

    /** @param place the directory of the whole proof */
    Search(ScenarioLog log, Report report, Path place) {
        this.log = log;
        scanner = new ResidueScan(log.secrets());
        this.report = report;
        this.place = place;
    }

    /** A control: every secret is found in a file that contains them. */
    void isNotBlind() throws IOException {
        var secrets = log.secrets();
        var control = Files.writeString(place.resolve("control"), String.join("\n", secrets.values()));
        report.add(
                "Control: the search finds each secret in a file that contains them",
                in(control).equals(secrets.keySet()),
                List.of());
        Files.delete(control);
    }

    /** The names of the secrets in a file. */
    Set<String> in(Path file) throws IOException {
        return scanner.in(file);
    }

    void nothing(String claim, Path... directories) throws IOException {
        var details = new ArrayList<String>();
        var clean = true;
        for (var directory : directories) {
            var scan = Files.isDirectory(directory) ? scanner.scan(directory) : new Scan(0, 0, List.of());
            details.add("%s: %d files, %d bytes".formatted(place.relativize(directory), scan.files(), scan.bytes()));
            scan.traces().forEach(trace -> details.add("found: " + trace));
            clean &= scan.traces().isEmpty();
        }
        report.add(claim, clean, details);
    }
}
