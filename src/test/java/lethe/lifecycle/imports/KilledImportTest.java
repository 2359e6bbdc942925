package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.Lethe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lethe as a process, killed with {@code kill -9} during an import. */
@Timeout(300)
class KilledImportTest {
    private static final int LINES = 6_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path place;

    private final List<Process> started = new ArrayList<>();
    private final Map<Process, String> last = new HashMap<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void continuesAndCreatesEachLineOnce() throws Exception {
        var killed = lethe("run", "--port", "0");
        said(killed, "ready at");
        var token = founded();
        var ada = new Api(port(killed)).as(token);
        var path = begun(ada);
        until(ada, path, now -> now.json().path("created").asInt() > 0);

        killed.destroyForcibly().waitFor();

        var again = lethe("run", "--port", "0");
        said(again, "ready at");
        var after = new Api(port(again)).as(token);
        assertThat(after.get(path).json().path("created").asInt()).isLessThan(LINES);
        var done = until(after, path, now -> now.text("status").equals("DONE"));
        assertThat(done.json().path("created").asInt()).isEqualTo(LINES);
        assertThat(done.json().path("failed").asInt()).isZero();
        assertEachLineOnce(
                after.get("/users/export").body(), after.get(path + "/links").body());
        assertThat(after.get(path + "/links").status()).isEqualTo(410);
    }

    private static void assertEachLineOnce(String export, String links) {
        var people = cells(export, 0);
        var linked = cells(links, 1);

        assertThat(people).hasSize(LINES + 1).doesNotHaveDuplicates();
        assertThat(cells(export, 3)).doesNotHaveDuplicates();
        assertThat(linked).hasSize(LINES).doesNotHaveDuplicates();
        assertThat(people).containsAll(linked);
        assertThat(cells(links, 0))
                .containsExactlyElementsOf(IntStream.rangeClosed(2, LINES + 1)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    private static List<String> cells(String file, int place) {
        return file.lines().skip(1).map(line -> line.split(";")[place]).toList();
    }

    private static String begun(Api ada) {
        var file = IntStream.range(0, LINES)
                .mapToObj(number -> "Klara" + number + ";Größe;klara" + number + "@kanari.example\r\n")
                .collect(Collectors.joining("", "\uFEFFfirstName;lastName;email\r\n", ""));
        var path = "/users/imports/"
                + ada.upload("/users/imports", file.getBytes(StandardCharsets.UTF_8))
                        .text("id");
        until(ada, path, now -> now.text("status").equals("CHECKED"));
        var role = ada.get("/roles").json().at("/items/2/id").asString();
        var start = ada.post(
                path + "/start",
                Map.of(
                        "consent",
                        Map.of("given", true, "noticeVersion", 1, "language", "de"),
                        "type",
                        "INTERNAL",
                        "roleId",
                        role));
        assertThat(start.status()).isEqualTo(202);
        return path;
    }

    private static Answer until(Api ada, String path, Predicate<Answer> reached) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ada.get(path), reached::test);
    }

    /** Ada's token. */
    private String founded() throws IOException {
        var create = lethe(
                "organisation",
                "create",
                "Acme",
                "--admin-email",
                "ada@kanari.example",
                "--admin-first-name",
                "Ada",
                "--admin-last-name",
                "Adler",
                "--consent-given",
                "--print-token");
        return said(create, "token: ").substring("token: ".length());
    }

    private int port(Process process) {
        return Integer.parseInt(last.getOrDefault(process, "").replaceAll(".*:", ""));
    }

    private String said(Process process, String words) {
        var line = process.inputReader()
                .lines()
                .filter(each -> each.contains(words))
                .findFirst()
                .orElseThrow();
        last.put(process, line);
        return line;
    }

    private Process lethe(String... arguments) throws IOException {
        var classpath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classpath,
                Lethe.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectError(place.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LETHE_"));
        builder.environment()
                .put("LETHE_MASTER_KEY_FILE", place.resolve("master.key").toString());
        var process = builder.start();
        started.add(process);
        return process;
    }
}
