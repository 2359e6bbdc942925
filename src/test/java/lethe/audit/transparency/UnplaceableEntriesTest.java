package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

/** Jobs and entries that cannot be placed delay no others. */
class UnplaceableEntriesTest extends SequencedLog {
    @Autowired
    private LogAlarms alarms;

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
        assertThat(alarms.of(organisation)).singleElement().asString().contains("signing stopped");
        var entry = act(() -> {});
        assertThatThrownBy(() -> growth.grow(organisation)).isInstanceOf(Unavailable.class);
        assertThat(places(entry)).isEmpty();

        alarms.right(organisation);
        growth.grow(organisation);

        assertThat(places(entry)).hasSize(1);
        alarms.end(organisation);
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
}
