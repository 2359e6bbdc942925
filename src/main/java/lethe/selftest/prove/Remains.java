package lethe.selftest.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import lethe.selftest.instance.Polling;

/** Searches the memory of Lethe and of its child processes, which are PostgreSQL's. */
final class Remains {
    private static final int TRIES = 12;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private final ProcessHandle lethe;

    Remains(ProcessHandle lethe) {
        this.lethe = lethe;
    }

    void isNotBlind(Report report, ResidueScan scanner) throws IOException {
        if (isReadable()) {
            var found = new ProcessMemory(lethe.pid()).count(scanner);
            report.add(
                    "Control: while the user signs in, the memory of the process contains their data",
                    !found.isEmpty(),
                    List.of());
        }
    }

    /** Waits up to a minute, in which the server sweeps its memory. */
    void report(Report report, ResidueScan scanner) throws IOException {
        if (isReadable()) {
            var details = details(scanner);
            for (var tries = 1; tries < TRIES && isFound(details); tries++) {
                Polling.pause(PAUSE);
                details = details(scanner);
            }
            report.add(
                    "A minute later, no byte of the user’s data is in the memory of the processes, reachable or not",
                    !isFound(details),
                    details);
        } else {
            report.add(
                    "Only reachable memory was searched: this system does not show the whole memory of the processes",
                    true,
                    List.of());
        }
    }

    private boolean isReadable() {
        return new ProcessMemory(lethe.pid()).isReadable();
    }

    private static boolean isFound(List<String> details) {
        return details.stream().anyMatch(detail -> detail.startsWith("found: "));
    }

    private List<String> details(ResidueScan scanner) throws IOException {
        var found = new TreeMap<String, Long>();
        var size = 0L;
        var processes = Stream.concat(
                        Stream.of(new ProcessMemory(lethe.pid())),
                        lethe.descendants().map(process -> ProcessMemory.ofPassing(process.pid())))
                .filter(ProcessMemory::isReadable)
                .toList();
        for (var process : processes) {
            process.count(scanner).forEach((name, times) -> found.merge(name, times, Long::sum));
            size += process.size();
        }
        var details = new ArrayList<>(List.of("%d processes, %d bytes".formatted(processes.size(), size)));
        found.forEach((name, times) -> details.add("found: " + name + " (" + times + " times)"));
        return details;
    }
}
