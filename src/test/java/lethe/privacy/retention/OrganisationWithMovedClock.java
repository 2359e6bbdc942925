package lethe.privacy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An organisation whose data the retention job deletes, on a clock that the tests move. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
public abstract class OrganisationWithMovedClock {
    @Autowired
    protected Stage stage;

    @Autowired
    protected MovedClock clock;

    @Autowired
    protected RetentionJob retentionJob;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected TransactionTemplate transaction;

    @Autowired
    protected ApplicationContext context;

    protected House house;
    protected OrganisationId organisation;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
    }

    @AfterEach
    void resetTheClock() {
        clock.moveBack();
    }

    /** How many rows the audit log says were deleted. */
    long applied(DataCategory kind) {
        return count(
                "select coalesce(sum((facts ->> 'count')::int), 0) from audit_entry where action = 'retention.applied' and facts ->> 'kind' = '"
                        + kind.key() + "'");
    }

    long count(String sql) {
        return in(() -> jdbc.sql(sql).query(Long.class).single());
    }

    Instant instant(String sql) {
        return jdbc.sql(sql)
                .query(OffsetDateTime.class)
                .single()
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }

    void update(String sql) {
        in(() -> jdbc.sql(sql).update());
    }

    <T> T in(java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(TenantContext.in(organisation, () -> transaction.execute(status -> work.get())));
    }

    /** Waits for background work, then schedules the job again. */
    void await(String rows) {
        for (var wait = 0; wait < 400 && count(rows) > 0; wait++) {
            try {
                Thread.sleep(25);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            retentionJob.apply(organisation);
        }
        assertThat(count(rows)).isZero();
    }
}
