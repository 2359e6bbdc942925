package lethe.platform.database;

import java.util.Map;
import java.util.Objects;
import lethe.platform.kernel.StartupRefused;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/** Migrates the schema as its owner, or checks that it is up to date. */
final class Migrations {
    private Migrations() {}

    static void apply(DatabaseServer server) {
        var owner = server.owner();
        if (owner == null) {
            requireCurrent(server.application());
        } else {
            var application = roleName(server.application());
            flyway(owner, application).migrate();
            new JdbcTemplate(owner.unpooled()).execute("grant select on flyway_schema_history to " + application);
        }
    }

    private static void requireCurrent(DatabaseCredentials application) {
        if (flyway(application, roleName(application)).info().pending().length > 0) {
            throw new StartupRefused("The database's schema does not match this version of Lethe: start once with "
                    + "LETHE_DATABASE_OWNER_URL, which names the role that can change it.");
        }
    }

    private static Flyway flyway(DatabaseCredentials credentials, String application) {
        return Flyway.configure()
                .dataSource(credentials.unpooled())
                .placeholders(Map.of("application", application))
                .load();
    }

    /** The current user, quoted as an SQL identifier. */
    private static String roleName(DatabaseCredentials credentials) {
        var name = new JdbcTemplate(credentials.unpooled())
                .queryForObject("select quote_ident(current_user)", String.class);
        return Objects.requireNonNull(name);
    }
}
