package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction sees the rows of the organisation in whose scope it began. */
class TenantTransactionsTest extends TableOfTenants {
    @Autowired
    private RoundTrips trips;

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

    private List<String> together(String... questions) {
        var trip = trips.start();
        var answers = Stream.of(questions)
                .map(sql -> trip.query(sql, Map.of(), (row, number) -> row.getString(1)))
                .toList();
        trip.go();
        return answers.stream().flatMap(answer -> answer.get().stream()).toList();
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

    private String setting() {
        return client.sql("select coalesce(current_setting('lethe.organisation', true), '')")
                .query(String.class)
                .single();
    }
}
