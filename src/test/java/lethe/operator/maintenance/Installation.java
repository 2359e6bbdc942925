package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lethe.Api;
import lethe.Processes;
import org.jspecify.annotations.Nullable;

/** Data, master key and backups in a directory, with a process that works on them, as its operator sees it. */
final class Installation implements AutoCloseable {
    private final Path place;
    private final Processes processes;
    private @Nullable Process server;

    Installation(Path place) {
        this.place = place;
        processes = new Processes(environment(Map.of()));
    }

    /** A copy of this directory, on which nothing runs. */
    Installation copiedTo(Path other) throws IOException, InterruptedException {
        var copying = new ProcessBuilder("cp", "-a", place.toString(), other.toString())
                .inheritIO()
                .start();
        assertThat(copying.waitFor()).isZero();
        return new Installation(other);
    }

    Path path(String name) {
        return place.resolve(name);
    }

    Path data() {
        return path("data");
    }

    Path backups() {
        return path("backups");
    }

    Path newestBackup() throws IOException {
        try (var all = Files.list(backups())) {
            return all.sorted().toList().getLast();
        }
    }

    Api start(String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("run", "--port", "0"));
        arguments.addAll(List.of(more));
        var process = processes.start(path("log"), arguments.toArray(String[]::new));
        server = process;
        return new Api(processes.port(process));
    }

    /** Asserts that it does not start, and returns its message. */
    String refusedStart(Map<String, String> environment) throws IOException, InterruptedException {
        return refusedStart(1, environment);
    }

    String refusedStart(int code, Map<String, String> environment) throws IOException, InterruptedException {
        try (var others = new Processes(environment(environment))) {
            assertThat(others.start(path("log"), "run", "--port", "0").waitFor())
                    .isEqualTo(code);
        }
        return log();
    }

    void stop() throws InterruptedException {
        var process = server;
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
    }

    List<String> command(int code, String... arguments) throws IOException, InterruptedException {
        return processes.run(code, path("errors"), arguments);
    }

    /** The standard error of commands. */
    String errors() throws IOException {
        return Files.readString(path("errors"));
    }

    /** The standard error of the server. */
    String log() throws IOException {
        return Files.readString(path("log"));
    }

    private Map<String, String> environment(Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("LETHE_DATA", data().toString());
        all.put("LETHE_MASTER_KEY_FILE", path("master.key").toString());
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        processes.close();
    }
}
