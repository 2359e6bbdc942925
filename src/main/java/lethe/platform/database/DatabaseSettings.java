package lethe.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the data lies.
 *
 * @param data the data directory
 * @param databaseUrl somebody else's server, with the application's role; absent: Lethe runs its own
 * @param databaseOwnerUrl the same with the owner's role, for migrations
 * @param postgresVersion of the binaries that Lethe brings along
 */
@ConfigurationProperties("lethe")
record DatabaseSettings(
        @DefaultValue("data") Path data,
        @Nullable String databaseUrl,
        @Nullable String databaseOwnerUrl,
        String postgresVersion) {}
