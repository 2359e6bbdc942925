package lethe.platform.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import lethe.LetheTest;
import lethe.platform.database.DataDirectory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class ControlTest {
    @Autowired
    private DataDirectory data;

    @Test
    void refusesCommandsWithoutTheSecret() throws Exception {
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
    void keepsTheSecretPrivate() throws Exception {
        assertThat(Files.getPosixFilePermissions(data.path().resolve("control")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
