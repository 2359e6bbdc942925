package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lethe.LetheTest;
import lethe.Stage;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.log.UnsequencedEntries;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;

/** Receipts promise their proof within seconds, whatever else the node is doing. */
@LetheTest
class SequencingThreadTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Audit audit;

    @Autowired
    private UnsequencedEntries sequence;

    @Autowired
    private TaskScheduler scheduler;

    @Autowired
    private TransactionTemplate transaction;

    private final CountDownLatch isBusy = new CountDownLatch(1);
    private final CountDownLatch let = new CountDownLatch(1);

    /** All jobs with a fixed delay share a thread. */
    @Test
    void aLongJobDoesNotDelaySequencing() {
        var organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
        var busy = scheduler.scheduleWithFixedDelay(this::takeLong, Duration.ofDays(1));
        try {
            await(isBusy);

            var entry = TenantContext.in(
                    organisation,
                    () -> transaction.execute(status -> audit.record(
                                    Actor.system(organisation),
                                    "organisation.changed",
                                    Target.of(organisation),
                                    Map.of("n", 1))
                            .id()));

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> hasPlace(organisation, entry));
        } finally {
            let.countDown();
            busy.cancel(false);
        }
    }

    private boolean hasPlace(OrganisationId organisation, EntryId entry) {
        return TenantContext.in(
                organisation,
                () -> transaction.execute(status -> !sequence.of(List.of(entry)).isEmpty()));
    }

    private void takeLong() {
        isBusy.countDown();
        await(let);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
