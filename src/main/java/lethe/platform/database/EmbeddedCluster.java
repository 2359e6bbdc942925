package lethe.platform.database;

import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The files of the embedded PostgreSQL, for backups.
 *
 * @param data the data directory
 * @param owner with the role that can back up; absent if the operator runs the server and backs it up
 */
public record EmbeddedCluster(Path data, @Nullable DataSource owner) {
    /** The cluster's directory. */
    public static Path cluster(Path data) {
        return data.resolve("pg");
    }

    /** The passwords of its two roles, without which the cluster cannot be used. */
    public static Path passwords(Path data) {
        return data.resolve("pg.passwords");
    }

    /** Makes PostgreSQL's user the owner of files that will become the cluster. */
    public static void handOver(Path files, Path data) throws IOException {
        ServerUser.of(cluster(data)).own(files);
    }
}
