package lethe.platform.database;

import java.util.Objects;
import javax.sql.DataSource;
import lethe.platform.kernel.OrganisationId;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The schema's owner, for test steps that the application's role may not do; forced row-level security binds it as well. */
public final class AsOwner {
    private static final int ATTEMPTS = 10;

    private AsOwner() {}

    public static JdbcTemplate of(ApplicationContext context) {
        var owner = context.getBean(DatabaseServer.class).owner();
        return new Persistent(Objects.requireNonNull(owner).unpooled());
    }

    /** Runs in the scope of the organisation. */
    public static void within(ApplicationContext context, OrganisationId organisation, String script) {
        of(context)
                .execute("select set_config('lethe.organisation', '%s', false); %s"
                        .formatted(organisation.value(), script));
    }

    /** A script that alters tables can deadlock with running work; it is rolled back as a whole and repeated. */
    private static final class Persistent extends JdbcTemplate {
        Persistent(DataSource owner) {
            super(owner);
        }

        @Override
        public void execute(String script) {
            for (var attempt = 1; ; attempt++) {
                try {
                    super.execute(script);
                    return;
                } catch (PessimisticLockingFailureException deadlock) {
                    if (attempt == ATTEMPTS) {
                        throw deadlock;
                    }
                }
            }
        }
    }
}
