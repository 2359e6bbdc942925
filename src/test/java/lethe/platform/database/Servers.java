package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import lethe.platform.kernel.Randomness;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Servers that a test starts. */
public final class Servers {
    private static final String VERSION = version();

    private Servers() {}

    /** Starts one as Lethe does. */
    public static EmbeddedServer start(Path data) {
        return EmbeddedServer.start(data, VERSION, new Randomness(Clock.systemUTC()));
    }

    /** A manually started server with PostgreSQL's default settings. */
    public record Usual(Process process, int port) {}

    public static Usual usual(Path cluster) throws IOException, InterruptedException {
        var port = Postmaster.freePort();
        var program = Binaries.unpacked(VERSION, Binaries.cache()).resolve("bin/postgres");
        var process = ServerUser.of(cluster)
                .process(
                        cluster, program, "-D", Cluster.HERE, "-p", Integer.toString(port), "-h", "127.0.0.1", "-k", "")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var file = cluster.resolve("postmaster.pid");
        while (!Files.exists(file) || !Files.readString(file).contains("ready")) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(Duration.ofMillis(20));
        }
        return new Usual(process, port);
    }

    /** Runs superuser statements on a stopped cluster of Lethe's. */
    public static void asSuperuser(Path data, String sql) throws IOException {
        new Cluster(Binaries.unpacked(VERSION, Binaries.cache()))
                .asSuperuser(EmbeddedCluster.cluster(data), sql + "\n\n");
    }

    private static String version() {
        try {
            return PropertiesLoaderUtils.loadAllProperties("application.properties")
                    .getProperty("lethe.postgres-version");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
