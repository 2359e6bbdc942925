package lethe.limit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Lethe in a process of its own, with the flags of the script {@code lethe}. */
record Server(Process process, int port) implements AutoCloseable {
    private static final String READY = "Lethe is ready at ";
    private static final long TICK = 10;

    static Server start(Path place, List<String> java) throws Exception {
        var out = place.resolve("out");
        var command = new ArrayList<>(java);
        command.addAll(List.of("lethe.Lethe", "run", "--port", "0", "--data", place.resolve("data").toString()));
        command.addAll(List.of("--master-key", place.resolve("master.key").toString()));
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(place.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LETHE_"));
        var process = builder.start();
        while (true) {
            for (var line : Files.readAllLines(out)) {
                if (line.startsWith(READY)) {
                    return new Server(process, URI.create(line.substring(READY.length())).getPort());
                }
            }
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Lethe ended:\n" + Files.readString(place.resolve("log")));
            }
        }
    }

    /** The time that the process has computed, in milliseconds; PostgreSQL has processes of its own. */
    long cpu() throws IOException {
        var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
