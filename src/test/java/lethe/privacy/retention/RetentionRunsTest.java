package lethe.privacy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The job visits every organisation; however often it runs, each row is deleted and recorded once. */
class RetentionRunsTest extends DataOfEachCategory {
    @Test
    void theJobVisitsEveryOrganisationHourly() {
        var other = stage.house();
        arrange(DataCategory.IDEMPOTENCY_KEY, 24);
        var due = Instant.now().plus(Duration.ofDays(2));

        clock.moveTo(due);
        retentionJob.enrol();
        retentionJob.look();

        Awaitility.await().until(() -> count("select count(*) from idempotency_key") == 0);
        var again = TenantContext.in(
                OrganisationId.parse(other.id()).orElseThrow(),
                () -> transaction.execute(status -> instant("select due from work where kind = 'RETENTION'")));
        assertThat(again).isBetween(due, due.plus(Duration.ofMinutes(61)));
    }

    @Test
    void concurrentNodesDeleteEachRowOnce() throws Exception {
        for (var number = 0; number < 30; number++) {
            house.ada().with("Idempotency-Key", "key-" + number).post("/roles", role("Role " + number));
        }
        clock.moveTo(Instant.now().plus(Duration.ofDays(2)));

        var nodes = List.of(
                Thread.ofVirtual().start(() -> retentionJob.apply(organisation)),
                Thread.ofVirtual().start(() -> retentionJob.apply(organisation)));
        for (var node : nodes) {
            node.join();
        }

        assertThat(count("select count(*) from idempotency_key")).isZero();
        assertThat(applied(DataCategory.IDEMPOTENCY_KEY)).isEqualTo(30);
    }

    @Test
    void aSecondRunDeletesAndRecordsNothing() {
        arrange(DataCategory.IDEMPOTENCY_KEY, 24);
        clock.moveTo(Instant.now().plus(Duration.ofDays(2)));
        retentionJob.apply(organisation);
        var entries = count("select count(*) from audit_entry where action = 'retention.applied'");

        retentionJob.apply(organisation);

        assertThat(count("select count(*) from audit_entry where action = 'retention.applied'"))
                .isEqualTo(entries);
    }

    @Test
    void doesNotAffectOtherOrganisations() {
        arrange(DataCategory.IDEMPOTENCY_KEY, 24);
        clock.moveTo(Instant.now().plus(Duration.ofDays(2)));

        retentionJob.apply(OrganisationId.parse(stage.house().id()).orElseThrow());

        assertThat(count("select count(*) from idempotency_key")).isPositive();
    }
}
