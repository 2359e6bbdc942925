package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lethe.platform.database.DataDirectory;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.management.Commands;
import lethe.platform.management.ManagementClient;
import lethe.platform.management.ManagementRequest;
import lethe.platform.management.ManagementResponse;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command to the Lethe that runs on the data or, if none does, starts one for this command only. Key file and
 * database are never opened while another Lethe uses them.
 */
final class OneShotCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;

    public OneShotCommand(Class<?> application, PrintStream out, PrintStream err) {
        this.application = application;
        this.out = out;
        this.err = err;
    }

    /** Runs a command and returns the exit code. */
    public int run(@Nullable Path data, ManagementRequest request) throws IOException, InterruptedException {
        return send(directory(data), request);
    }

    /** Like {@link #run}, but refuses if a Lethe is running, and starts one with additional properties. */
    public int runAlone(@Nullable Path data, ManagementRequest request, Map<String, String> properties)
            throws IOException {
        var directory = directory(data);
        if (DataDirectory.isInUse(directory)) {
            throw StartupRefused.dataInUse("The data in " + directory + " is in use: please stop Lethe first.");
        }
        return tell(startForOne(directory, request, properties));
    }

    /**
     * Returns the data directory: the option, or else the environment's; refuses unknown {@code LETHE_…} variables.
     */
    public static Path directory(@Nullable Path typed) {
        var environment = System.getenv();
        Setting.refuseUnknown(environment);
        return typed == null ? Path.of(environment.getOrDefault(Setting.DATA.variable(), "data")) : typed;
    }

    int send(Path data, ManagementRequest request) throws IOException, InterruptedException {
        return tell(answer(data, request));
    }

    private int tell(ManagementResponse answer) {
        answer.lines().forEach(out::println);
        answer.problems().forEach(err::println);
        return answer.isDone() ? 0 : StartupFailures.FAILED;
    }

    /** A Lethe that is starting or stopping has locked the data but accepts no commands yet: waits for it. */
    private ManagementResponse answer(Path data, ManagementRequest request) throws IOException, InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (DataDirectory.isInUse(data)) {
            var answer = ManagementClient.send(data, request);
            if (answer.isPresent()) {
                return answer.get();
            } else if (System.nanoTime() > until) {
                throw StartupRefused.dataInUse("The data in " + data + " is in use, but does not accept commands.");
            }
            Thread.sleep(Duration.ofMillis(200));
        }
        return startForOne(data, request, Map.of());
    }

    private ManagementResponse startForOne(Path data, ManagementRequest request, Map<String, String> more) {
        var properties = properties(data);
        properties.putAll(more);
        try (var context = Platform.start(application, properties)) {
            var answer = context.getBean(Commands.class).execute(request);
            Platform.readyLines(context).forEach(err::println);
            return answer;
        }
    }

    /**
     * Links must lead to the Lethe that will run later, at its default port; and usage is counted only by that one.
     */
    private static Map<String, String> properties(Path data) {
        var environment = System.getenv();
        var port = environment.getOrDefault(Setting.PORT.variable(), Integer.toString(Setting.USUAL_PORT));
        var properties = new LinkedHashMap<String, String>();
        properties.put(Setting.DATA.property(), data.toString());
        properties.put(Setting.PORT.property(), "0");
        properties.put(Setting.ADDRESS.property(), "127.0.0.1");
        properties.put("lethe.counts-usage", "false");
        properties.put(
                Setting.PUBLIC_URL.property(),
                environment.getOrDefault(Setting.PUBLIC_URL.variable(), "http://localhost:" + port));
        return properties;
    }
}
