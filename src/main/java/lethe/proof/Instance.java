package lethe.proof;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lethe as a process of its own on data that is thrown away, with everything logged that can be. */
final class Instance implements AutoCloseable {
    private static final String READY = "Lethe is ready at ";
    private static final int PATIENCE = 30;
    private static final int PORT = 3;
    private final Class<?> application;
    private final Path place;
    private final Path data;
    private @Nullable Process server;
    private int commands;

    Instance(Class<?> application, Path place, String name) {
        this.application = application;
        this.place = place;
        data = place.resolve(name);
    }

    Path data() {
        return data;
    }

    Path logs() {
        return place.resolve("logs");
    }

    Rest start() throws IOException {
        var logs = Files.createDirectories(logs());
        var log = Files.createTempFile(logs, data.getFileName() + "-", ".log");
        var process = process(List.of("run", "--port", "0"), log, "DEBUG");
        server = process;
        var lines = process.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return new Rest(URI.create(line.substring(READY.length())), "");
            }
        }
        throw new Broken("Lethe did not start, see " + log);
    }

    /** What a command prints. */
    List<String> command(String... arguments) throws IOException {
        var errors = place.resolve("command-" + ++commands + ".errors");
        var process = process(List.of(arguments), errors, "WARN");
        var lines = process.inputReader().lines().toList();
        if (process.onExit().join().exitValue() != 0) {
            throw new Broken("lethe " + arguments[0] + " failed: " + Files.readString(errors));
        }
        return lines;
    }

    /** All that is reachable in memory. */
    Path heapDump(String name) throws IOException {
        var dump = place.resolve("heap-" + name + ".hprof");
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(running().pid()), "GC.heap_dump", dump.toString())
                .redirectErrorStream(true)
                .start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0 || !Files.exists(dump)) {
            throw new Broken("The memory could not be read: " + words);
        }
        return dump;
    }

    /** Makes PostgreSQL write down and tidy up what it has. */
    void settle() throws IOException, SQLException {
        try (var connection = database();
                var statement = connection.createStatement()) {
            for (var sql : List.of("vacuum", "analyze", "checkpoint")) {
                statement.execute(sql);
            }
        }
    }

    /** The tables that have a row of this person. */
    SortedSet<String> tablesWith(UUID organisation, UUID person) throws IOException, SQLException {
        var found = new TreeSet<String>();
        try (var connection = database();
                var statement = connection.createStatement()) {
            statement.execute("select set_config('lethe.organisation', '" + organisation + "', false)");
            for (var table : tablesOfPeople(statement)) {
                try (var row = statement.executeQuery(
                        "select exists (select from " + table + " where user_id = '" + person + "')")) {
                    if (row.next() && row.getBoolean(1)) {
                        found.add(table);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> tablesOfPeople(Statement statement) throws SQLException {
        var tables = new ArrayList<String>();
        try (var rows = statement.executeQuery(
                "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'user_id'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private Connection database() throws IOException, SQLException {
        var port = Files.readAllLines(data.resolve("pg/postmaster.pid")).get(PORT);
        var password = Files.readAllLines(data.resolve("pg.passwords")).getFirst();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/lethe", "lethe_owner", password);
    }

    void stop() {
        var process = running();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                throw new Broken("Lethe did not stop");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Broken("interrupted");
        }
        server = null;
    }

    private Process running() {
        if (server == null) {
            throw new Broken("Lethe does not run");
        }
        return server;
    }

    /** As this one was started, whichever way that was. */
    private Process process(List<String> arguments, Path errors, String level) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-agent") && !flag.startsWith("-Dlogging"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), application.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("LETHE_"));
        environment.putAll(Map.of(
                "LETHE_DATA",
                data.toString(),
                "LETHE_MASTER_KEY_FILE",
                place.resolve("master.key").toString(),
                "LOGGING_LEVEL_ROOT",
                level,
                "LOGGING_LEVEL_LETHE",
                level,
                "SERVER_TOMCAT_ACCESSLOG_ENABLED",
                "true",
                "SERVER_TOMCAT_ACCESSLOG_DIRECTORY",
                place.resolve("logs").toString()));
        return builder.start();
    }

    @Override
    public void close() {
        if (server != null) {
            stop();
        }
    }
}
