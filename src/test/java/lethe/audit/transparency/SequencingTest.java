package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.log.UnsequencedEntries;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@LetheTest
class SequencingTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Audit audit;

    @Autowired
    private Growth growth;

    @Autowired
    private UnsequencedEntries sequence;

    @Autowired
    private TreeStore trees;

    @Autowired
    private LogAlarms alarms;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private OrganisationId organisation;

    @BeforeEach
    void aHouse() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
        growth.grow(organisation);
    }

    @Test
    void neitherWaitsForNorSkipsALateCommit() throws Exception {
        var written = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<EntryId> late = others.submit(() -> act(() -> {
                written.countDown();
                await(commit);
            }));
            await(written);

            var early = act(() -> {});
            growth.grow(organisation);
            assertThat(places(early)).hasSize(1);
            commit.countDown();
            var latecomer = late.get(20, TimeUnit.SECONDS);
            growth.grow(organisation);

            assertThat(places(latecomer).getFirst()).isGreaterThan(places(early).getFirst());
        }
    }

    @Test
    void concurrentNodesLoseAndDuplicateNothing() throws Exception {
        var before = size();
        try (var others = Executors.newFixedThreadPool(6)) {
            var acts = IntStream.range(0, 60)
                    .mapToObj(number -> others.submit(() -> act(() -> {})))
                    .toList();
            var nodes = IntStream.range(0, 20)
                    .mapToObj(number -> others.submit(() -> growth.grow(organisation)))
                    .toList();
            for (var act : acts) {
                act.get(30, TimeUnit.SECONDS);
            }
            for (var node : nodes) {
                node.get(30, TimeUnit.SECONDS);
            }
        }
        growth.grow(organisation);

        assertThat(size()).isEqualTo(before + 60);
        assertThat(indexes())
                .containsExactlyElementsOf(LongStream.range(0, size()).boxed().toList());
    }

    @Test
    void aNodeKilledWhileSequencingChangesNothing() {
        var entry = act(() -> {});
        assertThatThrownBy(() -> in(() -> {
                    trees.lock(organisation);
                    sequence.place(organisation, size(), 10);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        growth.grow(organisation);

        assertThat(places(entry)).hasSize(1);
        assertThat(indexes())
                .containsExactlyElementsOf(LongStream.range(0, size()).boxed().toList());
    }

    @Test
    void sequencesSeveralBatchesInOrder() {
        var entries = new ArrayList<EntryId>();
        in(() -> {
            for (var number = 0; number < Growth.BATCH + 20; number++) {
                entries.add(record());
            }
            return entries.size();
        });

        growth.grow(organisation);

        assertThat(places(entries.getLast())).hasSize(1);
        assertThat(indexes())
                .containsExactlyElementsOf(LongStream.range(0, size()).boxed().toList());
    }

    @Test
    void invalidJobsDoNotDelayOthers() {
        var placed = act(() -> {});
        growth.grow(organisation);
        var before = size();
        for (var job :
                List.of(UUID.randomUUID(), placed.value(), entryOf(stage.house().id()))) {
            in(() -> leave(job));

            var entry = act(() -> {});
            growth.grow(organisation);

            assertThat(places(entry)).containsExactly(before++);
        }
        assertThat(in(this::waiting)).isZero();
        assertThat(alarms.of(organisation)).isEmpty();
        assertThat(indexes())
                .containsExactlyElementsOf(LongStream.range(0, size()).boxed().toList());
    }

    @Test
    void skipsMoreThanABatchOfInvalidJobsImmediately() {
        var entry = in(() -> {
            jdbc.sql("""
                    insert into work (organisation_id, kind, subject, due)
                    select :organisation, 'SEQUENCING', gen_random_uuid(), '-infinity' from generate_series(1, :many)
                    """)
                    .param("organisation", organisation.value())
                    .param("many", 2 * Growth.BATCH + 1)
                    .update();
            return record();
        });

        growth.grow(organisation);

        assertThat(places(entry)).hasSize(1);
        assertThat(in(this::waiting)).isZero();
    }

    @Test
    void reportsAnUnplaceableEntryAndStopsRetrying() {
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> growth.goOn(organisation, last -> {
                    attempts.incrementAndGet();
                    throw new DataIntegrityViolationException("no place");
                }))
                .isInstanceOf(Unavailable.class);

        assertThat(attempts).hasValue(2);
        assertThat(alarms.of(organisation)).singleElement().asString().contains("signed no further");
        var entry = act(() -> {});
        assertThatThrownBy(() -> growth.grow(organisation)).isInstanceOf(Unavailable.class);
        assertThat(places(entry)).isEmpty();

        alarms.right(organisation);
        growth.grow(organisation);

        assertThat(places(entry)).hasSize(1);
        alarms.end(organisation);
    }

    @Test
    void sequencesEntriesAutomatically() throws InterruptedException {
        var entry = act(() -> {});

        for (var tries = 0; places(entry).isEmpty() && tries < 50; tries++) {
            Thread.sleep(100);
        }

        assertThat(places(entry)).hasSize(1);
    }

    @Test
    void theApplicationsRoleCannotChangeOrRemoveEntries() {
        for (var table : List.of("audit_entry", "audit_leaf", "audit_node", "audit_checkpoint", "audit_verification")) {
            for (var statement :
                    List.of("update %s set organisation_id = organisation_id", "delete from %s", "truncate %s")) {
                assertThatThrownBy(() -> in(() -> jdbc.sql(String.format(java.util.Locale.ROOT, statement, table))
                                .update()))
                        .as(statement + " " + table)
                        .isInstanceOf(DataAccessException.class)
                        .rootCause()
                        .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                                .isEqualTo("42501"));
            }
        }
        assertThat(in(this::indexes)).isNotEmpty();
    }

    private EntryId act(Runnable beforeCommit) {
        return in(() -> {
            var entry = record();
            beforeCommit.run();
            return entry;
        });
    }

    private EntryId record() {
        return audit.record(Actor.system(organisation), "organisation.changed", Target.of(organisation), Map.of("n", 1))
                .id();
    }

    private List<Long> places(EntryId entry) {
        return in(() -> sequence.of(List.of(entry)).values().stream()
                .map(placed -> placed.index())
                .toList());
    }

    private List<Long> indexes() {
        return in(() -> jdbc.sql("select leaf_index from audit_leaf order by leaf_index")
                .query(Long.class)
                .list());
    }

    private long size() {
        return in(() -> jdbc.sql("select max(size) from audit_checkpoint")
                .query(Long.class)
                .single());
    }

    private int leave(UUID job) {
        return jdbc.sql("insert into work (organisation_id, kind, subject, due)"
                        + " values (:organisation, 'SEQUENCING', :job, '-infinity') on conflict do nothing")
                .param("organisation", organisation.value())
                .param("job", job)
                .update();
    }

    private UUID entryOf(String house) {
        return TenantContext.in(
                OrganisationId.parse(house).orElseThrow(),
                () -> transaction.execute(status -> jdbc.sql("select id from audit_entry limit 1")
                        .query(UUID.class)
                        .single()));
    }

    private long waiting() {
        return jdbc.sql("select count(*) from work where organisation_id = :organisation and kind = 'SEQUENCING'")
                .param("organisation", organisation.value())
                .query(Long.class)
                .single();
    }

    private <T> T in(TenantContext.Work<T> work) {
        return TenantContext.in(organisation, () -> transaction.execute(status -> work.run()));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
