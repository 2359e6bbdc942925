package lethe.platform.database;

import java.nio.file.Path;
import java.util.function.Function;
import javax.sql.DataSource;
import lethe.platform.kernel.Randomness;
import org.springframework.stereotype.Component;

/** A cluster in another directory, started only while it is read. */
@Component
public class ExternalCluster {
    private final DatabaseSettings settings;
    private final Randomness randomness;

    ExternalCluster(DatabaseSettings settings, Randomness randomness) {
        this.settings = settings;
        this.randomness = randomness;
    }

    /** Connects as the schema's owner, whom row-level security binds as well. */
    public <T> T in(Path data, Function<DataSource, T> work) {
        try (var server = EmbeddedServer.start(data, settings.postgresVersion(), randomness)) {
            return work.apply(server.owner().unpooled());
        }
    }
}
