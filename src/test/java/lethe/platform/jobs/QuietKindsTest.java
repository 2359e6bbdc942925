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

/** A node that asks seldom sees what is due nevertheless. */
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

    /** Of its own, for what is due stays so. */
    private final String kind = "TRIED_" + UUID.randomUUID();

    private OrganisationId organisation;

    @BeforeEach
    void anOrganisation() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
    }

    @Test
    void whatThisNodeNotesIsSeenAtOnce() {
        assertThat(due()).isEmpty();

        note(clock.instant());

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void nobodyIsAskedTwiceAboutNothing() {
        due();
        statements.taken();

        for (var second = 0; second < 14; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(due()).isEmpty();
        }

        assertThat(statements.taken()).isZero();
    }

    @Test
    void whatAnotherNodeNotesIsSeenAtTheNextQuestion() {
        assertThat(due()).isEmpty();

        noteElsewhere(clock.instant());
        clock.advance(QuietKinds.AHEAD);

        assertThat(due()).containsExactly(organisation);
    }

    /** Its lease falls due between two questions, and is known ahead: whoever takes over does not wait for the next. */
    @Test
    void whatAnotherNodeLetsLapseIsSeenWhenItDoes() {
        noteElsewhere(clock.instant().plusSeconds(7));
        assertThat(due()).isEmpty();

        clock.advance(Duration.ofMillis(6999));
        assertThat(due()).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void aClockThatIsSetBackHidesNothing() {
        assertThat(due()).isEmpty();

        clock.advance(Duration.ofHours(-1));
        noteElsewhere(clock.instant());

        assertThat(due()).containsExactly(organisation);
    }

    @Test
    void whatIsNoMoreThanReadIsNoReasonToAskAgain() {
        due();
        var reading = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        reading.setReadOnly(true);
        reading.executeWithoutResult(status -> jdbc.sql("select 1").query().listOfRows());
        statements.taken();

        due();

        assertThat(statements.taken()).isZero();
    }

    /** Who looks after a commit asks for their own kind alone; about all kinds one asks, a second later. */
    @Test
    void aBusyNodeAsksAboutAllKindsOnceASecond() {
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
    void aSecondAfterACommitNobodyNeedsToAskAgain() {
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
    void whatWasRolledBackIsNotThere() {
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
