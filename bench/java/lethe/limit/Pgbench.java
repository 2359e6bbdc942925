package lethe.limit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** Runs the statements of an operation by pgbench, prepared, as the application's role, on a copy of the data. */
record Pgbench(Path place, String[] login, DataSource owner, int atOnce, int rounds) {
    /** A reading operation: a few recorded calls, each of which is repeated. */
    Measured reading(Script script, int calls, int seconds) throws IOException {
        var arguments = new ArrayList<String>(List.of("-T", String.valueOf(seconds)));
        var varying = script.varying();
        for (var call = 0; call < Math.min(calls, script.calls().size()); call++) {
            var prefix = "v" + call + "_";
            for (var at : varying) {
                arguments.add("-D" + prefix + at + "=" + Script.text(script.calls().get(call).get(at)));
            }
            arguments.add("-f" + Files.writeString(place.resolve("call" + call + ".sql"), script.sql(prefix)));
        }
        return run(script, arguments);
    }

    /**
     * Puts the parameters of all calls into a table, since a writing call can be made only once: reading them takes one short
     * statement more.
     */
    void prepare(String operation, Script script) {
        var varying = script.varying();
        var jdbc = new JdbcTemplate(owner);
        var columns = varying.stream().map(at -> "v" + at).toList();
        jdbc.execute("create table limit_" + operation + " (n int primary key, " + String.join(" text, ", columns) + " text)");
        jdbc.execute("grant select on limit_" + operation + " to lethe_app");
        var rows = new ArrayList<Object[]>();
        for (var call = 0; call < script.calls().size(); call++) {
            var own = script.calls().get(call);
            var row = new ArrayList<Object>(List.of(call));
            varying.forEach(at -> row.add(Script.text(own.get(at))));
            rows.add(row.toArray());
        }
        var places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        jdbc.batchUpdate("insert into limit_" + operation + " values (?, " + places + ")", rows);
        jdbc.execute("analyze limit_" + operation);
    }

    /** Each round makes its share of the calls, each of which is made once. */
    Measured writing(String operation, Script script, int round) throws IOException {
        var each = script.calls().size() / rounds / atOnce;
        var columns = script.varying().stream().map(at -> "v" + at).collect(Collectors.joining(", "));
        var file = Files.writeString(place.resolve(operation + ".sql"), "\\set k :k + 1\n\\set n " + round * each * atOnce + " + :client_id * "
                + each + " + :k\nselect " + columns + " from limit_" + operation + " where n = :n \\gset\n" + script.sql("v"));
        return run(script, List.of("-t", String.valueOf(each), "-Dk=-1", "-f" + file));
    }

    private Measured run(Script script, List<String> arguments) throws IOException {
        var logs = Files.createDirectory(place.resolve("logs"));
        try {
            var address = java.net.URI.create(login[0].substring("jdbc:".length()));
            var command = new ArrayList<>(List.of(
                    "pgbench", "-n", "-M", "prepared", "-c", String.valueOf(atOnce), "-j", "2", "-l", "--log-prefix=" + logs.resolve("log"),
                    "-h", address.getHost(), "-p", String.valueOf(address.getPort()), "-U", login[1]));
            script.constants().forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(arguments);
            command.add("lethe");
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(Map.of("PGPASSWORD", login[2], "PGTZ", "UTC"));
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0 || said.contains("ERROR") || said.contains("aborted")) {
                throw new IllegalStateException(said.substring(0, Math.min(said.length(), 4_000)));
            }
            return Measured.of(calls(logs), 0);
        } finally {
            FileSystemUtils.deleteRecursively(logs);
        }
    }

    /** A line each: client, number, microseconds taken, script, seconds and microseconds of its end. */
    private static List<Measured.Call> calls(Path logs) throws IOException {
        var calls = new ArrayList<Measured.Call>();
        try (var files = Files.list(logs)) {
            for (var file : files.toList()) {
                for (var line : Files.readAllLines(file)) {
                    var parts = line.split(" ");
                    calls.add(new Measured.Call(
                            Integer.parseInt(parts[0]),
                            Long.parseLong(parts[4]) * 1_000_000 + Long.parseLong(parts[5]),
                            Long.parseLong(parts[2])));
                }
            }
        }
        return calls;
    }
}
