package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    private Path cluster;

    @Test
    void toleratesAFileRemovedByItsServer() throws IOException {
        assertThat(Leftovers.lines(cluster.resolve("postmaster.pid"))).isEmpty();
    }

    @Test
    void removesAFileWithoutAServer() throws IOException {
        var file = Files.writeString(cluster.resolve("postmaster.pid"), "1\n");

        Leftovers.clear(cluster);

        assertThat(file).doesNotExist();
    }
}
