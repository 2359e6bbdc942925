package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows are kept and PostgreSQL is started again, whichever process was killed. */
class KilledServerTest extends ClusterInADirectory {
    @Test
    void keepsRowsWhenLetheIsKilled() throws Exception {
        var another = another();

        another.destroyForcibly().waitFor();

        try (var server = Servers.start(data)) {
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void keepsRowsWhenLetheAndPostgresAreKilledTogether() throws Exception {
        var another = another();

        postmaster().destroyForcibly();
        another.destroyForcibly().waitFor();

        try (var server = Servers.start(data)) {
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void stopsAPostgresLeftBehind() throws Exception {
        try (var server = Servers.start(data)) {
            keepARow(server);
        }
        var orphan = Servers.usual(data.resolve("pg")).process();

        try (var server = Servers.start(data)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void restartsPostgresWhenOnlyPostgresIsKilled() throws Exception {
        try (var server = Servers.start(data)) {
            keepARow(server);
            var killed = postmaster();

            killed.destroyForcibly();
            killed.onExit().join();

            while (!ready(killed)) {
                Thread.sleep(Duration.ofMillis(50));
            }
            assertThatTheRowIsKept(server);
        }
    }

    /** A full disk, for example, can be temporary. */
    @Test
    void retriesStartingPostgresWithoutLimit() throws Exception {
        try (var server = Servers.start(data)) {
            keepARow(server);
            var control = data.resolve("pg/global/pg_control");
            var aside = Files.move(control, data.resolve("pg/global/aside"));
            var killed = postmaster();

            killed.destroyForcibly();
            while (!Files.exists(data.resolve("pg.log.1")) || !logs("pg.log").contains("pg_control")) {
                Thread.sleep(Duration.ofMillis(50));
            }
            Files.move(aside, control);

            while (!ready(killed)) {
                Thread.sleep(Duration.ofMillis(50));
            }
            assertThatTheRowIsKept(server);
        }
    }

    private String logs(String name) throws IOException {
        var log = data.resolve(name);
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private boolean ready(ProcessHandle before) throws IOException {
        var file = data.resolve("pg/postmaster.pid");
        var lines = Files.exists(file) ? Files.readString(file) : "";
        return lines.contains("ready") && !lines.startsWith(before.pid() + "\n");
    }

    /** Another process of this test that runs a server and has inserted a row. */
    private Process another() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Another.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = process.inputReader().readLine();
        assertThat(Objects.requireNonNullElse(line, "")).isEqualTo("kept");
        return process;
    }

    static final class Another {
        private Another() {}

        public static void main(String[] arguments) throws InterruptedException {
            keepARow(Servers.start(Path.of(arguments[0])));
            System.out.println("kept");
            Thread.sleep(Duration.ofMinutes(10));
        }
    }
}
