package lethe.database;

import java.util.Objects;
import lethe.postgres.DatabaseServer;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The schema's owner, for what a test must do that the application may not; forced row-level security binds it too. */
public final class AsOwner {
    private AsOwner() {}

    public static JdbcTemplate of(ApplicationContext context) {
        var owner = context.getBean(DatabaseServer.class).owner();
        return new JdbcTemplate(Objects.requireNonNull(owner).unpooled());
    }
}
