package lethe.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The location of the data.
 *
 * @param data the data directory
 * @param databaseUrl an external server, with the application's role; if absent, Lethe runs its own
 * @param databaseOwnerUrl the same server with the owner's role, for migrations
 * @param postgresVersion of the binaries that Lethe includes
 */
@ConfigurationProperties("lethe")
record DatabaseSettings(
        @DefaultValue("data") Path data,
        @Nullable String databaseUrl,
        @Nullable String databaseOwnerUrl,
        String postgresVersion) {}
