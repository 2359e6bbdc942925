package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lethe.Api;
import lethe.Lethe;
import lethe.platform.management.ManagementRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lethe as a process, as its operator sees it. */
@Timeout(180)
class RunTest {
    @TempDir
    private Path place;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void announcesItsAddressLocksTheDataAndStopsCleanly() throws Exception {
        var lethe = lethe("run", "--port", "0");
        var address = ready(lethe.inputReader());
        assertThat(status(address)).isBetween(200, 499);

        var second = lethe("run", "--port", "0");
        assertThat(second.waitFor()).isEqualTo(4);
        assertThat(second.inputReader().readLine()).isNull();
        assertThat(errors()).hasSize(1).first().asString().endsWith("is in use by another Lethe.");

        lethe.destroy();
        assertThat(lethe.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(place.resolve("data/pg/postmaster.pid")).doesNotExist();
        assertThat(place.resolve("data/control")).doesNotExist();
    }

    @Test
    void aCommandStartsLetheAfterAKill() throws Exception {
        var killed = lethe("run", "--port", "0");
        ready(killed.inputReader());
        killed.destroyForcibly().waitFor();
        assertThat(place.resolve("data/control")).exists();

        var errand = process(Errands.class, Map.of(), "Ada");

        assertThat(errand.inputReader().lines()).containsExactly("echo: Ada");
        assertThat(errand.waitFor()).isZero();
        assertThat(place.resolve("data/pg/postmaster.pid")).doesNotExist();
    }

    @Test
    void explainsWrongArguments() throws Exception {
        var lethe = lethe("organisation", "create", "Acme");

        assertThat(lethe.waitFor()).isEqualTo(2);
        assertThat(errors()).first().asString().contains("--admin-email");
    }

    @Test
    void createsNoAdministratorWithoutConsent() throws Exception {
        var lethe = lethe(
                "organisation",
                "create",
                "Acme",
                "--admin-email",
                "ada@acme.example",
                "--admin-first-name",
                "Ada",
                "--admin-last-name",
                "Acme");

        assertThat(lethe.waitFor()).isEqualTo(1);
        assertThat(errors()).first().asString().contains("consent");
        assertThat(place.resolve("data")).doesNotExist();
    }

    @Test
    void theDemoHasWhatItPrintsAndLeavesNothing() throws Exception {
        var temporary = Files.createDirectory(place.resolve("temporary"));
        var lethe = lethe(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary), "run", "--demo", "--port", "0");
        var lines = new ArrayList<String>();
        for (var line = ""; !line.contains("ready at"); lines.add(line)) {
            line = lethe.inputReader().readLine();
        }
        var address = URI.create(lines.getLast().substring(lines.getLast().indexOf("http")));
        var anybody = new Api(address.getPort());

        var signIns = lines.stream().filter(line -> line.startsWith("Try ")).toList();
        var states = signIns.stream()
                .map(line -> Pattern.compile("as (\\S+) with (\\S+) \\(").matcher(line))
                .peek(Matcher::find)
                .map(found -> anybody.post("/sign-in", Map.of("email", found.group(1), "password", found.group(2))))
                .toList();
        var ada = anybody.as(states.getFirst().text("token"));

        assertThat(signIns.getFirst()).contains(address + "/sign-in", "ada@acme.example", "administrator");
        assertThat(states)
                .extracting(state -> state.text("state"))
                .containsExactly(
                        "ACTIVE",
                        "NEW_PASSWORD_REQUIRED",
                        "NEW_PASSWORD_REQUIRED",
                        "NEW_PASSWORD_REQUIRED",
                        "NEW_PASSWORD_REQUIRED");
        assertThat(ada.get("/users").json().path("items")).hasSize(5);
        assertThat(ada.get("/partners").json().path("items")).hasSize(6);
        assertThat(ada.get("/partners").body()).contains("Émile & Fils", "hei@fjord.example");
        assertThat(lines).noneMatch(line -> line.startsWith("Set up at"));

        lethe.destroy();
        assertThat(lethe.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(place.resolve("data")).doesNotExist();
        assertThat(place.resolve("master.key")).doesNotExist();
        assertThat(temporary).isDirectoryNotContaining("glob:**lethe-demo-*");
    }

    @Test
    void refusesUnknownVariables() throws Exception {
        var lethe = lethe(Map.of("LETHE_PROT", "8080"), "run", "--port", "0");

        assertThat(lethe.waitFor()).isEqualTo(2);
        assertThat(errors()).first().asString().contains("LETHE_PROT");
    }

    private Process lethe(String... arguments) throws IOException {
        return lethe(Map.of(), arguments);
    }

    private Process lethe(Map<String, String> variables, String... arguments) throws IOException {
        return process(Lethe.class, variables, arguments);
    }

    private Process process(Class<?> main, Map<String, String> variables, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectError(place.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LETHE_"));
        builder.environment()
                .put("LETHE_MASTER_KEY_FILE", place.resolve("master.key").toString());
        builder.environment().putAll(variables);
        var process = builder.start();
        started.add(process);
        return process;
    }

    /** The address from the last line; other modules print the lines before it. */
    private static URI ready(BufferedReader lines) {
        var line = lines.lines()
                .filter(each -> each.contains("ready at"))
                .findFirst()
                .orElseThrow();
        assertThat(line).matches("Lethe is ready at http://localhost:\\d+");
        return URI.create(line.substring(line.indexOf("http")));
    }

    private static int status(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(place.resolve("errors"));
    }

    /** Runs a command of the tests. */
    static final class Errands {
        private Errands() {}

        public static void main(String[] arguments) throws Exception {
            var out = System.out;
            System.setOut(System.err);
            var errand = new OneShotCommand(Lethe.class, out, System.err);
            System.exit(errand.run(null, new ManagementRequest("echo", Map.of("name", arguments[0]))));
        }
    }
}
