package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lethe.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database of several nodes and a copy of it on another server: which of them may use the key file. */
@Timeout(300)
class ClonedDatabaseTest {
    @TempDir
    private Path place;

    @Test
    void refusesANodeOfTheCopyWhileOneOfTheOriginalRuns() throws Exception {
        var original = Files.createDirectory(place.resolve("original"));
        try (var server = Servers.start(original);
                var founding = nodes(server.application(), server.owner())) {
            founding.run(0, place.resolve("errors"), "keys", "check");
        }
        var copying = new ProcessBuilder(
                        "cp", "-a", original.toString(), place.resolve("copy").toString())
                .inheritIO()
                .start();
        assertThat(copying.waitFor()).isZero();

        try (var server = Servers.start(original);
                var copy = Servers.start(place.resolve("copy"));
                var its = nodes(server.application(), server.owner());
                var others = nodes(copy.application(), copy.owner())) {
            var node = its.start(place.resolve("node.log"), "run", "--port", "0");
            its.port(node);

            assertThat(others.start(place.resolve("clone.log"), "run", "--port", "0")
                            .waitFor())
                    .isEqualTo(1);

            assertThat(place.resolve("clone.log"))
                    .content()
                    .contains("in use by nodes of another database", "lethe keys adopt");
            its.port(its.start(place.resolve("second.log"), "run", "--port", "0"));
            assertThat(node.isAlive()).isTrue();
        }
    }

    private Processes nodes(DatabaseCredentials application, DatabaseCredentials owner) {
        return new Processes(Map.of(
                "LETHE_DATA", place.resolve("data").toString(),
                "LETHE_MASTER_KEY_FILE", place.resolve("master.key").toString(),
                "LETHE_DATABASE_URL", url(application),
                "LETHE_DATABASE_OWNER_URL", url(owner)));
    }

    private static String url(DatabaseCredentials login) {
        return login.url() + "?user=" + login.user() + "&password=" + login.password();
    }
}
