package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs Lethe as processes, as operators do; those still running are stopped at the end. */
public final class Processes implements AutoCloseable {
    private final Map<String, String> variables;
    private final Map<Process, Path> logs = new LinkedHashMap<>();
    private final List<String> shell = new ArrayList<>();

    /** @param variables environment variables; no other {@code LETHE_…} variables are set */
    public Processes(Map<String, String> variables) {
        this.variables = variables;
    }

    /** As in a shell with a permissive umask: files are open to everyone unless created otherwise. */
    public Processes underUmaskZero() {
        shell.addAll(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
        return this;
    }

    /** @param errors the file for its log */
    public Process start(Path errors, String... arguments) throws IOException {
        var command = new ArrayList<>(shell);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Lethe.class.getName()));
        command.addAll(List.of(arguments));
        Files.deleteIfExists(errors);
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LETHE_"));
        builder.environment().putAll(variables);
        var process = builder.start();
        logs.put(process, errors);
        return process;
    }

    /** Runs a command, expects that exit code, and returns its output. */
    public List<String> run(int code, Path errors, String... arguments) throws IOException, InterruptedException {
        var process = start(errors, arguments);
        var lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(Files.readString(errors)).isEqualTo(code);
        return lines;
    }

    /** Waits until a server is ready, and returns its port. */
    public int port(Process server) throws IOException {
        var out = server.inputReader();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("Lethe is ready at ")) {
                return URI.create(line.substring("Lethe is ready at ".length())).getPort();
            }
        }
        throw new AssertionError("Lethe did not become ready: " + Files.readString(logs.get(server)));
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : logs.keySet()) {
            process.destroy();
            process.waitFor();
        }
    }
}
