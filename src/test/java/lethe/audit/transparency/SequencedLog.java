package lethe.audit.transparency;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.log.UnsequencedEntries;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An organisation whose entries are placed in its log. */
@LetheTest
abstract class SequencedLog {
    @Autowired
    Stage stage;

    @Autowired
    private Audit audit;

    @Autowired
    Growth growth;

    @Autowired
    UnsequencedEntries sequence;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    OrganisationId organisation;

    @BeforeEach
    void aHouse() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
        growth.grow(organisation);
    }

    EntryId act(Runnable beforeCommit) {
        return in(() -> {
            var entry = record();
            beforeCommit.run();
            return entry;
        });
    }

    EntryId record() {
        return audit.record(Actor.system(organisation), "organisation.changed", Target.of(organisation), Map.of("n", 1))
                .id();
    }

    List<Long> places(EntryId entry) {
        return in(() -> sequence.of(List.of(entry)).values().stream()
                .map(placed -> placed.index())
                .toList());
    }

    List<Long> indexes() {
        return in(() -> jdbc.sql("select leaf_index from audit_leaf order by leaf_index")
                .query(Long.class)
                .list());
    }

    long size() {
        return in(() -> jdbc.sql("select max(size) from audit_checkpoint")
                .query(Long.class)
                .single());
    }

    <T> T in(TenantContext.Work<T> work) {
        return TenantContext.in(organisation, () -> transaction.execute(status -> work.run()));
    }
}
