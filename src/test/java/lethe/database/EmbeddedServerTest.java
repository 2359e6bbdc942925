package lethe.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import lethe.kernel.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;

@Timeout(120)
class EmbeddedServerTest {
    private static final String VERSION = version();

    @TempDir
    private Path data;

    @Test
    void keepsItsRowsOverAnOrderlyStop() {
        try (var server = start(data)) {
            keepARow(server);
        }

        assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
        try (var server = start(data)) {
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void keepsItsRowsWhenLetheIsKilled() throws Exception {
        var another = another();

        another.destroyForcibly().waitFor();

        try (var server = start(data)) {
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void keepsItsRowsWhenLetheAndPostgresAreKilledTogether() throws Exception {
        var another = another();

        postmaster().destroyForcibly();
        another.destroyForcibly().waitFor();

        try (var server = start(data)) {
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void stopsAPostgresThatWasLeftBehind() throws Exception {
        try (var server = start(data)) {
            keepARow(server);
        }
        var orphan = orphan();

        try (var server = start(data)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void startsPostgresAgainWhenThatAloneIsKilled() throws Exception {
        try (var server = start(data)) {
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

    @Test
    void neverLetsTheSuperuserIn() {
        try (var server = start(data)) {
            var superuser = new Login(server.owner().url(), "postgres", "");

            assertThatThrownBy(() -> new JdbcTemplate(superuser.unpooled()).execute("select 1"))
                    .isInstanceOf(CannotGetJdbcConnectionException.class);
        }
    }

    @Test
    void wantsThePassword() {
        try (var server = start(data)) {
            var guessed = new Login(server.owner().url(), "lethe_owner", "guessed");

            assertThatThrownBy(() -> new JdbcTemplate(guessed.unpooled()).execute("select 1"))
                    .isInstanceOf(CannotGetJdbcConnectionException.class);
        }
    }

    @Test
    void logsNoWordOfARowThatFails() throws Exception {
        try (var server = start(data)) {
            var owner = owner(server);
            owner.execute("create table checked (word text check (length(word) < 3))");

            assertThatThrownBy(() -> owner.update("insert into checked values ('canary')"))
                    .hasMessageNotContaining("Failing row");
            assertThatThrownBy(() -> owner.queryForObject("select 'canary'::int", Integer.class));
        }
        assertThat(data.resolve("pg.log")).content().doesNotContain("canary");
    }

    @Test
    void readsWhatTheSchemaNeeds() {
        try (var server = start(data)) {
            Migrations.apply(server);

            assertThat(owner(server)
                            .queryForObject(
                                    "select folded('Ångström') collate \"und-x-icu\" > 'angstrol'", Boolean.class))
                    .isTrue();
        }
    }

    private static String version() {
        try {
            return PropertiesLoaderUtils.loadAllProperties("application.properties")
                    .getProperty("lethe.postgres-version");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static EmbeddedServer start(Path data) {
        return EmbeddedServer.start(data, VERSION, new Randomness(Clock.systemUTC()));
    }

    private static void keepARow(EmbeddedServer server) {
        owner(server).execute("create table kept as select 1 as number");
    }

    private static void assertThatTheRowIsKept(EmbeddedServer server) {
        assertThat(owner(server).queryForList("select number from kept", Integer.class))
                .containsExactly(1);
    }

    private static JdbcTemplate owner(EmbeddedServer server) {
        return new JdbcTemplate(server.owner().unpooled());
    }

    private ProcessHandle postmaster() throws IOException {
        var lines = Files.readAllLines(data.resolve("pg/postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
    }

    private boolean ready(ProcessHandle before) throws IOException {
        var file = data.resolve("pg/postmaster.pid");
        var lines = Files.exists(file) ? Files.readString(file) : "";
        return lines.contains("ready") && !lines.startsWith(before.pid() + "\n");
    }

    /** A server that no living Lethe started: this test's thread did. */
    private Process orphan() throws Exception {
        var cluster = data.resolve("pg");
        var port = Integer.toString(Postmaster.freePort());
        var program = Binaries.unpacked(VERSION, Binaries.cache()).resolve("bin/postgres");
        var orphan = ServerUser.of(cluster)
                .process(cluster, program, "-D", Cluster.HERE, "-h", "127.0.0.1", "-p", port, "-k", "")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!Files.exists(cluster.resolve("postmaster.pid"))) {
            Thread.sleep(Duration.ofMillis(20));
        }
        return orphan;
    }

    /** Another process of ours that runs a server and has kept a row. */
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
            keepARow(start(Path.of(arguments[0])));
            System.out.println("kept");
            Thread.sleep(Duration.ofMinutes(10));
        }
    }
}
