package lethe.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import lethe.platform.kernel.Randomness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds everything from the data directory to connections: a {@link DataSource} always has an up-to-date schema. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    DataDirectory dataDirectory(DatabaseSettings settings) {
        return DataDirectory.lock(settings.data(), settings.databaseUrl() != null);
    }

    @Bean
    DatabaseServer databaseServer(DatabaseSettings settings, DataDirectory directory, Randomness randomness) {
        var url = settings.databaseUrl();
        if (url == null) {
            return EmbeddedServer.start(directory.path(), settings.postgresVersion(), randomness);
        } else {
            return OwnServer.reach(url, settings.databaseOwnerUrl());
        }
    }

    @Bean
    EmbeddedCluster ownCluster(DatabaseServer server, DataDirectory directory) {
        return server instanceof EmbeddedServer embedded
                ? new EmbeddedCluster(directory.path(), embedded.owner().unpooled())
                : new EmbeddedCluster(directory.path(), null);
    }

    @Bean
    HikariDataSource dataSource(DatabaseServer server) {
        Migrations.apply(server);
        ApplicationRole.check(server.application());
        return pool(server.application());
    }

    private static HikariDataSource pool(DatabaseCredentials credentials) {
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(credentials.url());
        config.setDataSourceProperties(credentials.properties());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return new HikariDataSource(config);
    }

    @Bean
    TenantTransactions transactionManager(DataSource dataSource) {
        return new TenantTransactions(dataSource);
    }

    @Bean
    DatabaseWarnings databaseWarnings(DataSource dataSource, Clock clock) {
        var warnings = DatabaseWarnings.of(dataSource, clock);
        warnings.sentences().forEach(LOG::warn);
        return warnings;
    }
}
