package lethe.selftest.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import lethe.selftest.instance.PromiseBroken;
import lethe.selftest.instance.TestInstance;

/** What can be seen of an installation only from inside: its memory, and its rows as the schema's owner. */
final class Inside {
    private static final int PORT = 3;
    private final TestInstance lethe;
    private final Path place;

    Inside(TestInstance lethe, Path place) {
        this.lethe = lethe;
        this.place = place;
    }

    /** All reachable objects. */
    Path heapDump(String name) throws IOException {
        var dump = place.resolve("heap-" + name + ".hprof");
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(lethe.running().pid()), "GC.heap_dump", dump.toString())
                .redirectErrorStream(true)
                .start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0 || !Files.exists(dump)) {
            throw new PromiseBroken("No heap dump could be made: " + words);
        }
        return dump;
    }

    /** The whole memory of Lethe's process and of its PostgreSQL processes, reachable or not. */
    Remains memory() {
        return new Remains(lethe.running());
    }

    /** Makes PostgreSQL write everything to disk and clean up. */
    void settle() throws IOException, SQLException {
        try (var connection = database();
                var statement = connection.createStatement()) {
            for (var sql : List.of("vacuum", "analyze", "checkpoint")) {
                statement.execute(sql);
            }
        }
    }

    /** The tables that have a row of this user. */
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
        var port = Files.readAllLines(lethe.data().resolve("pg/postmaster.pid")).get(PORT);
        var password = Files.readAllLines(lethe.data().resolve("pg.passwords")).getFirst();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/lethe", "lethe_owner", password);
    }
}
