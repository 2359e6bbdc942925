package lethe.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lethe.Api;
import lethe.Lethe;
import org.jspecify.annotations.Nullable;

/** Data, master key and backups in a place, with whatever process works on them: as whoever types the commands sees it. */
final class Installation implements AutoCloseable {
    private static final String READY = "Lethe is ready at ";
    private final Path place;
    private final List<Process> started = new ArrayList<>();
    private @Nullable Process server;

    Installation(Path place) {
        this.place = place;
    }

    /** Another place with all that is in this one, which nobody works on. */
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
        var process = process(Map.of(), arguments.toArray(String[]::new));
        server = process;
        var out = process.inputReader();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new Api(URI.create(line.substring(READY.length())).getPort());
            }
        }
        throw new AssertionError("Lethe did not become ready: " + log());
    }

    /** That it does not start, and what it says to that. */
    String refusedStart(Map<String, String> environment) throws IOException, InterruptedException {
        assertThat(process(environment, "run", "--port", "0").waitFor()).isEqualTo(1);
        return log();
    }

    void stop() throws InterruptedException {
        var process = server;
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    List<String> command(int code, String... arguments) throws IOException, InterruptedException {
        var process = process(Map.of(), arguments);
        var lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(errors()).isEqualTo(code);
        return lines;
    }

    /** What commands say besides. */
    String errors() throws IOException {
        return Files.readString(path("errors"));
    }

    /** What the one that serves, or was to, says. */
    String log() throws IOException {
        return Files.readString(path("log"));
    }

    private Process process(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Lethe.class.getName()));
        command.addAll(List.of(arguments));
        var said = path(arguments[0].equals("run") ? "log" : "errors");
        Files.deleteIfExists(said);
        var builder = new ProcessBuilder(command).redirectError(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LETHE_"));
        builder.environment()
                .putAll(Map.of(
                        "LETHE_DATA",
                        data().toString(),
                        "LETHE_MASTER_KEY_FILE",
                        path("master.key").toString()));
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor();
        }
    }
}
