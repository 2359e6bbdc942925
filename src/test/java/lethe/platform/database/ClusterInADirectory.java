package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A cluster of the embedded server, in a directory of its own. */
@Timeout(120)
abstract class ClusterInADirectory {
    @TempDir
    Path data;

    static void keepARow(EmbeddedServer server) {
        owner(server).execute("create table kept as select 1 as number");
    }

    static void assertThatTheRowIsKept(EmbeddedServer server) {
        assertThat(owner(server).queryForList("select number from kept", Integer.class))
                .containsExactly(1);
    }

    static JdbcTemplate owner(EmbeddedServer server) {
        return new JdbcTemplate(server.owner().unpooled());
    }

    ProcessHandle postmaster() throws IOException {
        var lines = Files.readAllLines(data.resolve("pg/postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
    }
}
