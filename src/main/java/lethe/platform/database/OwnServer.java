package lethe.platform.database;

import java.sql.SQLException;
import lethe.platform.kernel.StartupRefused;
import org.jspecify.annotations.Nullable;

/** A server that the operator runs. */
record OwnServer(DatabaseCredentials application, @Nullable DatabaseCredentials owner) implements DatabaseServer {
    static OwnServer reach(String url, @Nullable String ownerUrl) {
        var owner = ownerUrl == null ? null : reached(DatabaseCredentials.of(ownerUrl), "LETHE_DATABASE_OWNER_URL");
        return new OwnServer(reached(DatabaseCredentials.of(url), "LETHE_DATABASE_URL"), owner);
    }

    private static DatabaseCredentials reached(DatabaseCredentials credentials, String variable) {
        try (var connection = credentials.unpooled().getConnection()) {
            Suitability.check(credentials, variable);
            return Suitability.isBehindPooler(credentials) ? credentials.behindPooler() : credentials;
        } catch (SQLException failure) {
            throw new StartupRefused(
                    "The database that " + variable + " names refuses the connection: " + failure.getMessage());
        }
    }

    @Override
    public void close() {}
}
