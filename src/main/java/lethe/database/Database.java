package lethe.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import lethe.kernel.Randomness;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the data directory to connections on a schema that is up to date: whoever has a {@link DataSource} has that. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class Database {
    private static final int CONNECTIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    DataDirectory dataDirectory(DatabaseSettings settings) {
        return DataDirectory.lock(settings.data(), settings.databaseUrl() != null);
    }

    @Bean
    DatabaseServer databaseServer(DatabaseSettings settings, DataDirectory directory, Randomness randomness) {
        var url = settings.databaseUrl();
        var ownerUrl = settings.databaseOwnerUrl();
        if (url == null) {
            return EmbeddedServer.start(directory.path(), settings.postgresVersion(), randomness);
        } else {
            return new OwnServer(Login.of(url), ownerUrl == null ? null : Login.of(ownerUrl));
        }
    }

    @Bean
    HikariDataSource dataSource(DatabaseServer server) {
        Migrations.apply(server);
        ApplicationRole.check(server.application());
        return pool(server.application());
    }

    private static HikariDataSource pool(Login login) {
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(login.url());
        config.setDataSourceProperties(login.properties());
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
    DatabaseWarnings databaseWarnings(DataSource dataSource) {
        return DatabaseWarnings.of(dataSource);
    }
}
