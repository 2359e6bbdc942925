package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@LetheTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantTransactionsTest {
    private static final OrganisationId ACME = new OrganisationId(UUID.randomUUID());
    private static final OrganisationId OTHER = new OrganisationId(UUID.randomUUID());

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient client;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private RoundTrips trips;

    @Autowired
    private OpenTransaction open;

    @AfterEach
    void nothingIsLeftOpen() {
        OpenTransaction.end();
    }

    @BeforeAll
    void aTableOfTenants() {
        var owner = owner();
        owner.execute("create table probe (organisation_id uuid not null, word text not null)");
        owner.execute("call isolate('probe')");
        owner.execute("grant select, insert on probe to lethe_app");
    }

    @BeforeEach
    void aRowOfEach() {
        owner().execute("truncate probe");
        inTransactionOf(ACME, () -> insert(ACME, "acme"));
        inTransactionOf(OTHER, () -> insert(OTHER, "other"));
    }

    @AfterAll
    void theTableGoes() {
        owner().execute("drop table probe");
    }

    @Test
    void showsNothingWithoutAnOrganisation() {
        var seen = new TransactionTemplate(transactions).execute(status -> words());

        assertThat(seen).isEmpty();
    }

    @Test
    void showsNothingOutsideATransaction() {
        assertThat(TenantContext.in(ACME, this::words)).isEmpty();
    }

    @Test
    void showsOnlyTheOrganisationsOwnRows() {
        assertThat(wordsOf(ACME)).containsExactly("acme");
        assertThat(wordsOf(OTHER)).containsExactly("other");
    }

    @Test
    void databaseRefusesWritingForAnother() {
        assertThatThrownBy(() -> inTransactionOf(ACME, () -> insert(OTHER, "smuggled")))
                .rootCause()
                .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                        .isEqualTo("42501"));

        assertThat(wordsOf(OTHER)).containsExactly("other");
    }

    @Test
    void nextBorrowerOfTheConnectionInheritsNothing() {
        inTransactionOf(ACME, this::words);
        assertThatThrownBy(() -> inTransactionOf(ACME, () -> {
                    throw new IllegalStateException("rolls back");
                }))
                .isInstanceOf(IllegalStateException.class);

        for (var connection = 0; connection < 40; connection++) {
            assertThat(setting()).isNullOrEmpty();
            assertThat(words()).isEmpty();
        }
    }

    /** The tenant is set along with the first statements, or before them. */
    @Test
    void roundTripsRunInTheOrganisationsScope() {
        assertThat(TenantContext.in(
                        ACME, () -> inTransaction(() -> together("select word from probe", "select word from probe"))))
                .containsExactly("acme", "acme");
        assertThat(TenantContext.in(
                        OTHER,
                        () -> inTransaction(() -> {
                            words();
                            return together("select word from probe");
                        })))
                .containsExactly("other");
        assertThat(inTransaction(() -> together("select word from probe"))).isEmpty();
    }

    @Test
    void eachStatementSeesThePreviousOnesEffects() {
        var seen = TenantContext.in(
                ACME,
                () -> inTransaction(() -> {
                    var trip = trips.start();
                    trip.update(
                            "insert into probe values (:organisation, :word)",
                            Map.of("organisation", ACME.value(), "word", "new"));
                    var words = trip.query(
                            "select word from probe where word = any(:words) order by word",
                            Map.of("words", new String[] {"new", "acme"}),
                            (row, number) -> row.getString(1) + number);
                    var nothing = trip.query(
                            "select word from probe where word = :word",
                            Collections.singletonMap("word", null),
                            (row, number) -> "?");
                    assertThatThrownBy(words::get).isInstanceOf(IllegalStateException.class);
                    trip.go();
                    assertThat(nothing.get()).isEmpty();
                    assertThatThrownBy(trip::go).isInstanceOf(IllegalStateException.class);
                    return words.get();
                }));

        assertThat(seen).containsExactly("acme0", "new1");
    }

    @Test
    void aFailureStopsTheRoundTrip() {
        assertThatThrownBy(() -> inTransactionOf(ACME, () -> {
                    var trip = trips.start();
                    trip.update("insert into probe values (:id, 'before')", Map.of("id", ACME.value()));
                    trip.update("insert into probe values (:id, 'smuggled')", Map.of("id", OTHER.value()));
                    trip.update("insert into probe values (:id, 'after')", Map.of("id", ACME.value()));
                    trip.go();
                }))
                .rootCause()
                .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                        .isEqualTo("42501"));

        assertThat(wordsOf(ACME)).containsExactly("acme");
        assertThat(wordsOf(OTHER)).containsExactly("other");
    }

    @Test
    void firstDoorInTheSameScopeContinuesTheOpenTransaction() {
        var first = leaveOpen(ACME);

        assertThat(TenantContext.in(ACME, () -> inTransaction(this::number))).isEqualTo(first);
        assertThat(TenantContext.in(ACME, () -> inTransaction(this::number))).isNotEqualTo(first);
    }

    @Test
    void otherScopesDoNotUseTheOpenTransaction() {
        var first = leaveOpen(ACME);

        assertThat(wordsOf(OTHER)).containsExactly("other");
        assertThat(TenantContext.in(ACME, () -> inTransaction(this::number))).isNotEqualTo(first);
    }

    /** A thread uses at most one connection, however often it leaves a transaction open. */
    @Test
    void returnsTheOpenConnection() {
        for (var time = 0; time < 40; time++) {
            leaveOpen(ACME);
        }
        OpenTransaction.end();
        OpenTransaction.end();

        assertThat(open.leaveOpen(Optional::<String>empty, word -> Actor.system(ACME)))
                .isEmpty();
        assertThat(TenantContext.in(ACME, () -> inTransaction(this::words))).containsExactly("acme");
    }

    /** A read-only door may continue a transaction that allows writing; a failure in it rolls back everything. */
    @Test
    void aReadOnlyDoorContinuesItAndAFailureRollsItBack() {
        leaveOpen(ACME);
        var reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        List<String> read = TenantContext.in(ACME, () -> reading.execute(status -> words()));
        assertThat(read).containsExactly("acme");

        leaveOpen(ACME);
        assertThatThrownBy(() -> inTransactionOf(ACME, () -> {
                    insert(ACME, "lost");
                    throw new IllegalStateException("rolls back");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(wordsOf(ACME)).containsExactly("acme");
    }

    /** @return the transaction ID */
    private String leaveOpen(OrganisationId organisation) {
        return open.leaveOpen(
                        () -> Optional.of(
                                client.sql("select set_config('lethe.organisation', :id, true) || pg_current_xact_id()")
                                        .param("id", organisation.value().toString())
                                        .query(String.class)
                                        .single()),
                        number -> Actor.system(organisation))
                .map(number -> number.substring(36))
                .orElseThrow();
    }

    private String number() {
        return client.sql("select pg_current_xact_id()::text")
                .query(String.class)
                .single();
    }

    private List<String> together(String... questions) {
        var trip = trips.start();
        var answers = Stream.of(questions)
                .map(sql -> trip.query(sql, Map.of(), (row, number) -> row.getString(1)))
                .toList();
        trip.go();
        return answers.stream().flatMap(answer -> answer.get().stream()).toList();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(status -> work.get());
    }

    @Test
    void aScopeEnteredLaterDoesNotChangeTheTransaction() {
        var seen = TenantContext.in(
                ACME,
                () -> inTransaction(
                        () -> TenantContext.in(OTHER, () -> List.of(words(), together("select word from probe")))));

        assertThat(seen).containsExactly(List.of("acme"), List.of("acme"));
        assertThat(TenantContext.in(
                        ACME,
                        () -> inTransaction(() -> TenantContext.in(OTHER, () -> together("select word from probe")))))
                .containsExactly("acme");
    }

    @Test
    void aTripThatIsNeverSentLeavesTheTenantToTheNext() {
        var seen = TenantContext.in(
                ACME,
                () -> inTransaction(() -> {
                    var trip = trips.start();
                    trip.query(
                            "select word from probe where word = :word",
                            Map.of("word", new Object()),
                            (row, number) -> "");
                    assertThatThrownBy(trip::go).isInstanceOf(RuntimeException.class);
                    return words();
                }));

        assertThat(seen).containsExactly("acme");
    }

    private void inTransactionOf(OrganisationId organisation, Runnable work) {
        TenantContext.run(
                organisation, () -> new TransactionTemplate(transactions).executeWithoutResult(status -> work.run()));
    }

    private List<String> wordsOf(OrganisationId organisation) {
        return TenantContext.in(organisation, () -> new TransactionTemplate(transactions).execute(status -> words()));
    }

    private List<String> words() {
        return client.sql("select word from probe").query(String.class).list();
    }

    private String setting() {
        return client.sql("select coalesce(current_setting('lethe.organisation', true), '')")
                .query(String.class)
                .single();
    }

    private void insert(OrganisationId organisation, String word) {
        client.sql("insert into probe values (:organisation, :word)")
                .param("organisation", organisation.value())
                .param("word", word)
                .update();
    }

    private JdbcTemplate owner() {
        return AsOwner.of(context);
    }
}
