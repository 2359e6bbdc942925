package lethe.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import lethe.platform.kernel.Randomness;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The embedded PostgreSQL on throw-away data, migrated; and connections as the application, also from another
 * process.
 */
public final class BenchDatabase implements AutoCloseable {
    private final EmbeddedServer server;

    private BenchDatabase(EmbeddedServer server) {
        this.server = server;
    }

    public static BenchDatabase on(Path data) throws Exception {
        var version = PropertiesLoaderUtils.loadAllProperties("application.properties")
                .getProperty("lethe.postgres-version");
        var server = EmbeddedServer.start(data, version, new Randomness(Clock.systemUTC()));
        Migrations.apply(server);
        return new BenchDatabase(server);
    }

    /** The URL, user name and password. */
    public String[] login() {
        var login = server.application();
        return new String[] {
            login.url(), login.properties().getProperty("user"), login.properties().getProperty("password")
        };
    }

    /** As the owner of the tables. */
    public DataSource owner() {
        return server.owner().unpooled();
    }

    public static DataSource pool(String... login) {
        var config = new HikariConfig();
        config.setJdbcUrl(login[0]);
        config.setUsername(login[1]);
        config.setPassword(login[2]);
        config.setMaximumPoolSize(16);
        return new HikariDataSource(config);
    }

    public static TenantTransactions transactions(DataSource connections) {
        return new TenantTransactions(connections);
    }

    @Override
    public void close() {
        server.close();
    }
}
