package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A node that rarely polls still finds due work. */
@LetheTest
@Import(Unscheduled.class)
class QuietKindsTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Unscheduled.StoppedClock clock;

    @Autowired
    private Unscheduled.Statements statements;

    @Autowired
    private Agenda agenda;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    /** A separate kind for each test, because its rows stay due. */
    private final String kind = "TRIED_" + UUID.randomUUID();

    private OrganisationId organisation;

    @BeforeEach
    void anOrganisation() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
    }

    @Test
    void seesItsOwnWorkImmediately() {
        assertThat(due()).isEmpty();

        note(clock.instant());

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void doesNotRepeatAQueryWithoutWork() {
        due();
        statements.taken();

        for (var second = 0; second < 14; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(due()).isEmpty();
        }

        assertThat(statements.taken()).isZero();
    }

    @Test
    void seesAnotherNodesWorkAtTheNextQuery() {
        assertThat(due()).isEmpty();

        noteElsewhere(clock.instant());
        clock.advance(QuietKinds.AHEAD);

        assertThat(due()).containsExactly(organisation);
    }

    /**
     * Its lease expires between two queries; the expiry is known in advance, so the takeover does not wait for the next query.
     */
    @Test
    void seesAnExpiredLeaseOnTime() {
        noteElsewhere(clock.instant().plusSeconds(7));
        assertThat(due()).isEmpty();

        clock.advance(Duration.ofMillis(6999));
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void findsWorkAfterTheClockIsSetBack() {
        assertThat(due()).isEmpty();

        clock.advance(Duration.ofHours(-1));
        noteElsewhere(clock.instant());

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void readOnlyTransactionsCauseNoQuery() {
        due();
        var reading = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        reading.setReadOnly(true);
        reading.executeWithoutResult(status -> jdbc.sql("select 1").query().listOfRows());
        statements.taken();

        due();

        assertThat(statements.taken()).isZero();
    }

    /** After a commit only the kind at hand is queried; a second later, one query covers all kinds again. */
    @Test
    void aBusyNodeQueriesAllKindsOnceASecond() {
        due();
        var asked = new ArrayList<Integer>();
        for (var look = 0; look < 15; look++) {
            clock.advance(Duration.ofMillis(200));
            note(clock.instant());
            statements.taken();
            assertThat(due()).containsExactly(organisation);
            asked.add(statements.taken());
        }

        assertThat(asked).hasSize(15).containsOnly(1, 2);
        assertThat(asked).filteredOn(count -> count == 2).hasSize(3);
    }

    @Test
    void isQuietAgainASecondAfterACommit() {
        due();
        note(clock.instant().plusSeconds(60));
        due();
        clock.advance(Duration.ofSeconds(1));
        due();
        statements.taken();

        assertThat(due()).isEmpty();
        assertThat(statements.taken()).isZero();
    }

    @Test
    void ignoresRolledBackWork() {
        due();
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> {
                    insert(clock.instant());
                    status.setRollbackOnly();
                }));

        assertThat(due()).isEmpty();
    }

    private List<OrganisationId> due() {
        return agenda.organisations(kind, clock.instant()).stream()
                .filter(organisation::equals)
                .toList();
    }

    private void note(Instant due) {
        TenantContext.run(organisation, () -> transaction.executeWithoutResult(status -> insert(due)));
    }

    private void insert(Instant due) {
        jdbc.sql("insert into work (organisation_id, kind, subject, due) values (:organisation, :kind, :id, :due)")
                .params(Map.of(
                        "organisation", organisation.value(),
                        "kind", kind,
                        "id", UUID.randomUUID(),
                        "due", due.atOffset(ZoneOffset.UTC)))
                .update();
    }

    private void noteElsewhere(Instant due) {
        AsOwner.within(
                context,
                organisation,
                "insert into work (organisation_id, kind, subject, due) values ('%s', '%s', '%s', '%s')"
                        .formatted(organisation.value(), kind, UUID.randomUUID(), due));
    }
}
