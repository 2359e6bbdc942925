package lethe.selftest.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import lethe.selftest.instance.Polling;

/** What of a person is in the memory of Lethe and of the processes that it has started, its PostgreSQL's. */
final class Remains {
    private static final int TRIES = 12;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private final ProcessHandle lethe;

    Remains(ProcessHandle lethe) {
        this.lethe = lethe;
    }

    void isNotBlind(Report report, ResidueScan traces) throws IOException {
        if (isReadable()) {
            var found = new ProcessMemory(lethe.pid()).count(traces);
            report.add(
                    "While the person signs in, the memory of the process is seen to hold them",
                    !found.isEmpty(),
                    List.of());
        }
    }

    /** A minute is what the server takes to sweep its memory. */
    void report(Report report, ResidueScan traces) throws IOException {
        if (isReadable()) {
            var details = details(traces);
            for (var tries = 1; tries < TRIES && isFound(details); tries++) {
                Polling.pause(PAUSE);
                details = details(traces);
            }
            report.add(
                    "A minute later no byte of them is in the memory of the processes, not even where nothing points to it",
                    !isFound(details),
                    details);
        } else {
            report.add(
                    "The memory of the processes is a dump of what is reachable: this system shows no more of it to us",
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

    private List<String> details(ResidueScan traces) throws IOException {
        var found = new TreeMap<String, Long>();
        var size = 0L;
        var processes = Stream.concat(
                        Stream.of(new ProcessMemory(lethe.pid())),
                        lethe.descendants().map(process -> ProcessMemory.ofPassing(process.pid())))
                .filter(ProcessMemory::isReadable)
                .toList();
        for (var process : processes) {
            process.count(traces).forEach((name, times) -> found.merge(name, times, Long::sum));
            size += process.size();
        }
        var details = new ArrayList<>(List.of("%d processes, %d bytes".formatted(processes.size(), size)));
        found.forEach((name, times) -> details.add("found: " + name + " (" + times + " times)"));
        return details;
    }
}
