package lethe.platform.database;

import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The files of Lethe's own PostgreSQL, for whoever copies them.
 *
 * @param data the data directory
 * @param owner with the role that may back up; absent where the server is somebody else's, who backs it up
 */
public record EmbeddedCluster(Path data, @Nullable DataSource owner) {
    /** Its files. */
    public static Path cluster(Path data) {
        return data.resolve("pg");
    }

    /** What its two roles sign in with: without it the cluster is of no use. */
    public static Path passwords(Path data) {
        return data.resolve("pg.passwords");
    }

    /** Gives files that were put where the cluster will be to the user that PostgreSQL runs as. */
    public static void handOver(Path files, Path data) throws IOException {
        ServerUser.of(cluster(data)).own(files);
    }
}
