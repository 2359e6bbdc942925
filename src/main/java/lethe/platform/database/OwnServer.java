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

    private static DatabaseCredentials reached(DatabaseCredentials login, String variable) {
        try (var connection = login.unpooled().getConnection()) {
            Suitability.check(login, variable);
            return Suitability.isBehindPooler(login) ? login.behindPooler() : login;
        } catch (SQLException failure) {
            throw new StartupRefused(
                    "The database that " + variable + " names does not let Lethe in: " + failure.getMessage());
        }
    }

    @Override
    public void close() {}
}
