package lethe.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import lethe.Lethe;
import lethe.LetheTest;
import lethe.database.DataDirectory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class ControlTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Autowired
    private DataDirectory data;

    @Test
    void aCommandIsCarriedOutByTheOneThatRuns() throws Exception {
        var exit = run(new Order("echo", Map.of("name", "Ünlü")));

        assertThat(exit).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("echo: Ünlü\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aRefusalIsToldOnTheStandardError() throws Exception {
        var exit = run(new Order("echo", Map.of("name", "")));

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("name: ");
    }

    @Test
    void aFaultIsOne() throws Exception {
        assertThat(run(new Order("echo", Map.of()))).isEqualTo(1);
        assertThat(run(new Order("unheard-of", Map.of()))).isEqualTo(1);
    }

    @Test
    void withoutTheSecretNothingIsDone() throws Exception {
        var file = ControlFile.read(data.path()).orElseThrow();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + file.port()))
                .header("Authorization", "Bearer guessed")
                .POST(BodyPublishers.ofString("{\"name\":\"echo\",\"options\":{\"name\":\"x\"}}"))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void theSecretIsForNobodyElseToRead() throws Exception {
        assertThat(Files.getPosixFilePermissions(data.path().resolve("control")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private int run(Order order) throws Exception {
        var errand = new Errand(
                Lethe.class,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return errand.send(data.path(), order);
    }
}
