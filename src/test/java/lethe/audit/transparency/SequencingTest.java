package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lethe.platform.kernel.EntryId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

/** Entries are placed in the log once each, whatever commits late or is killed. */
class SequencingTest extends SequencedLog {
    @Autowired
    private TreeStore trees;

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

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
