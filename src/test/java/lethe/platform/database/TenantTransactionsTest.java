package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import lethe.LetheTest;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.AfterAll;
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
    void withoutAnOrganisationNothingIsSeen() {
        var seen = new TransactionTemplate(transactions).execute(status -> words());

        assertThat(seen).isEmpty();
    }

    @Test
    void outsideAnyTransactionNothingIsSeen() {
        assertThat(TenantContext.in(ACME, this::words)).isEmpty();
    }

    @Test
    void anOrganisationSeesItsOwnRowsOnly() {
        assertThat(wordsOf(ACME)).containsExactly("acme");
        assertThat(wordsOf(OTHER)).containsExactly("other");
    }

    @Test
    void writingForAnotherIsRefusedByTheDatabase() {
        assertThatThrownBy(() -> inTransactionOf(ACME, () -> insert(OTHER, "smuggled")))
                .rootCause()
                .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                        .isEqualTo("42501"));

        assertThat(wordsOf(OTHER)).containsExactly("other");
    }

    @Test
    void theNextToBorrowTheConnectionInheritsNothing() {
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
