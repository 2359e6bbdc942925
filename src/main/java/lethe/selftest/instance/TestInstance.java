package lethe.selftest.instance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lethe as a separate process on temporary data, started with the same virtual machine and class path as this process.
 */
public final class TestInstance implements AutoCloseable {
    private static final String READY = "Lethe is ready at ";
    private static final int PATIENCE = 30;
    private final Class<?> application;
    private final Path place;
    private final Path data;
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String classPath = System.getProperty("java.class.path");
    private @Nullable Process server;
    private int processes;

    /**
     * @param application the class with Lethe's main method
     * @param place directory for the data, the master key and the logs
     */
    public TestInstance(Class<?> application, Path place, String name) {
        this.application = application;
        this.place = place;
        data = place.resolve(name);
    }

    /** Adds an option of the virtual machine. */
    public TestInstance flag(String flag) {
        flags.add(flag);
        return this;
    }

    public TestInstance variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Puts classes before all others on the class path. */
    public TestInstance first(Path classes) {
        classPath = classes + System.getProperty("path.separator") + classPath;
        return this;
    }

    public Path data() {
        return data;
    }

    public Path logs() {
        return place.resolve("logs");
    }

    /** Returns once requests are answered. */
    public ApiClient start() throws IOException {
        var log = log();
        var process = process(List.of("run", "--port", "0"), log);
        server = process;
        var lines = process.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return ApiClient.at(URI.create(line.substring(READY.length())));
            }
        }
        throw new PromiseBroken("Lethe did not start, see " + log);
    }

    /** @return the lines that the command prints */
    public List<String> command(String... arguments) throws IOException {
        var errors = place.resolve("command-" + ++processes + ".errors");
        var process = process(List.of(arguments), errors);
        var lines = process.inputReader().lines().toList();
        if (process.onExit().join().exitValue() != 0) {
            throw new PromiseBroken("lethe " + arguments[0] + " failed: " + Files.readString(errors));
        }
        return lines;
    }

    /**
     * Creates an organisation with an administrator.
     *
     * @return the output, whose last line is the administrator's token
     */
    public List<String> found(String name) throws IOException {
        return command(
                "organisation",
                "create",
                name,
                "--admin-email",
                "ada@remains.example",
                "--admin-first-name",
                "Ada",
                "--admin-last-name",
                "Admin",
                "--consent-given",
                "--print-token");
    }

    public void stop() {
        var process = process();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                throw new PromiseBroken("Lethe did not stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PromiseBroken("interrupted");
        }
        server = null;
    }

    /** Kills the server without notice, if it runs. */
    public void kill() {
        if (server != null) {
            server.destroyForcibly().onExit().join();
        }
    }

    /** The process that was started last. */
    public ProcessHandle running() {
        return process().toHandle();
    }

    private Process process() {
        if (server == null) {
            throw new PromiseBroken("Lethe is not running");
        }
        return server;
    }

    private Path log() throws IOException {
        return Files.createDirectories(logs()).resolve(data.getFileName() + "-" + ++processes + ".log");
    }

    private Process process(List<String> arguments, Path errors) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-agent") && !flag.startsWith("-Dlogging"))
                .forEach(command::add);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, application.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("LETHE_"));
        variables.put("LETHE_DATA", data.toString());
        variables.put("LETHE_MASTER_KEY_FILE", place.resolve("master.key").toString());
        variables.putAll(environment);
        return builder.start();
    }

    /** Stops the server if it runs. */
    @Override
    public void close() {
        if (server != null && server.isAlive()) {
            stop();
        }
    }
}
