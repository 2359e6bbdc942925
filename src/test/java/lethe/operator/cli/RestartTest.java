package lethe.operator.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./lethe run} restarts Lethe after a full heap or a crash, and after nothing else. */
@Timeout(240)
class RestartTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    /** Exits with the next of the codes; after the last, runs until stopped. */
    private static final String NEXT_CODE = """
            echo "$$ $*" >> "$LOG"
            code=$(head -n 1 codes)
            sed -i 1d codes
            case $code in
              '') trap 'echo "$$ stopped" >> "$LOG"; exit 143' TERM; while true; do sleep 0.05; done ;;
              deaf) trap '' TERM; while true; do sleep 0.05; done ;;
              *) exit "$code" ;;
            esac
            """;

    @TempDir
    private Path place;

    private Launcher launcher;

    @BeforeEach
    void make() throws IOException {
        launcher = new Launcher(place).built();
    }

    @AfterEach
    void stop() throws InterruptedException {
        launcher.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 134, 135, 136, 137, 139})
    void restartsAfterAFullHeapOrACrash(int code) throws Exception {
        codes(code, 0);

        assertThat(launcher.run("run", "--port", "0")).isZero();
        assertThat(launcher.calls()).hasSize(2).allMatch(call -> call.endsWith("lethe.jar run --port 0"));
        assertThat(launcher.said().lines())
                .singleElement()
                .asString()
                .contains(code == 3 ? "out of memory" : "signal " + (code - 128), "restart 1 of at most 5");
        assertThat(launcher.printed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 6, 129, 130, 143})
    void doesNotRestartAfterARefusalFailureOrStop(int code) throws Exception {
        codes(code, 0);

        assertThat(launcher.run("run")).isEqualTo(code);
        assertThat(launcher.calls()).hasSize(1);
        assertThat(launcher.said()).isEmpty();
    }

    @Test
    void givesUpAfterFiveRestartsInTenMinutes() throws Exception {
        codes(3, 3, 134, 3, 3, 3, 0);

        assertThat(launcher.run("run")).isEqualTo(1);
        assertThat(launcher.calls()).hasSize(6);
        assertThat(launcher.said()).contains("restart 5 of at most 5").endsWith("5 times within ten minutes.\n");
    }

    /** For that command, 3 means that a receipt is promised and not yet proven. */
    @Test
    void restartsNoOtherCommand() throws Exception {
        codes(3, 0);

        assertThat(launcher.run("verify", "receipt.json")).isEqualTo(3);
        assertThat(launcher.calls()).singleElement().asString().doesNotContain("+ExitOnOutOfMemoryError");
        assertThat(launcher.run("run")).isZero();
        assertThat(launcher.calls()).last().asString().contains("-XX:+ExitOnOutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalToTheLauncherStopsLethe(String signal) throws Exception {
        codes(3);
        var run = launcher.start("run");
        var serving = served(2);

        signal(signal, run.pid());

        assertThat(run.waitFor(20, SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(code(signal));
        assertThat(launcher.calls()).last().isEqualTo(serving + " stopped");
    }

    @Test
    void killsAProcessThatIgnoresSignals() throws Exception {
        Files.writeString(place.resolve("codes"), "deaf\n");
        launcher.withJdk(25, NEXT_CODE);
        var run = launcher.start("run");
        var serving = served(1);

        run.destroy();

        assertThat(run.waitFor(25, SECONDS)).isTrue();
        assertThat(ProcessHandle.of(serving)).isEmpty();
    }

    @Test
    void aKilledLauncherEndsLethe() throws Exception {
        codes();
        var run = launcher.start("run");
        var serving = served(1);

        run.destroyForcibly().waitFor();

        await().atMost(LONG_ENOUGH).until(() -> ProcessHandle.of(serving).isEmpty());
        assertThat(launcher.calls()).hasSize(1);
    }

    @Test
    void respondsAgainAfterAFullHeapOrACrash() throws Exception {
        var key = place.resolve("master.key").toString();
        launcher.withJdk(25, """
                flags=()
                while [ "$1" != -jar ]; do flags+=("$1"); shift; done
                shift 2
                exec %s "${flags[@]}" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s "$@"
                """.formatted(java(), System.getProperty("java.class.path"), FullHeap.class.getName()));
        var run = launcher.start("run", "--port", "0", "--data", "data", "--master-key", key);
        assertThat(status(ready(1))).isEqualTo(200);

        Files.createFile(place.resolve(FullHeap.FILE));

        assertThat(status(ready(2))).isEqualTo(200);
        assertThat(launcher.said()).contains("Lethe ran out of memory and is being restarted");
        signal("SEGV", run.children().findFirst().orElseThrow().pid());
        assertThat(status(ready(3))).isEqualTo(200);
        assertThat(launcher.said()).contains("Lethe was killed by signal 9 and is being restarted");
        run.destroy();
        assertThat(run.waitFor(20, SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(143);
        assertThat(place.resolve("data/pg/postmaster.pid")).doesNotExist();
    }

    private void codes(Integer... codes) throws IOException {
        Files.write(
                place.resolve("codes"),
                List.of(codes).stream().map(String::valueOf).toList());
        launcher.withJdk(25, NEXT_CODE);
    }

    /** Waits for the process of the start with that number. */
    private long served(int number) {
        var calls = await().atMost(LONG_ENOUGH).until(launcher::calls, all -> all.size() == number);
        return Long.parseLong(calls.getLast().split(" ")[0]);
    }

    /** Waits until Lethe has announced its address that many times. */
    private URI ready(int times) {
        var line = Pattern.compile("(?m)^Lethe is ready at (\\S+)$");
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> line.matcher(launcher.printed()).results().count() == times);
        try {
            return URI.create(line.matcher(launcher.printed())
                    .results()
                    .toList()
                    .getLast()
                    .group(1));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static int status(URI lethe) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var live = HttpRequest.newBuilder(lethe.resolve("/health/live")).build();
            return client.send(live, BodyHandlers.discarding()).statusCode();
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid)
                .start()
                .waitFor();
    }

    private static int code(String signal) {
        return switch (signal) {
            case "HUP" -> 129;
            case "INT" -> 130;
            default -> 143;
        };
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
