package lethe.platform.database;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.LetheTest;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A table with a row of each of two organisations. */
@LetheTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TableOfTenants {
    static final OrganisationId ACME = new OrganisationId(UUID.randomUUID());
    static final OrganisationId OTHER = new OrganisationId(UUID.randomUUID());

    @Autowired
    private ApplicationContext context;

    @Autowired
    JdbcClient client;

    @Autowired
    PlatformTransactionManager transactions;

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

    String number() {
        return client.sql("select pg_current_xact_id()::text")
                .query(String.class)
                .single();
    }

    <T> T inTransaction(Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(status -> work.get());
    }

    void inTransactionOf(OrganisationId organisation, Runnable work) {
        TenantContext.run(
                organisation, () -> new TransactionTemplate(transactions).executeWithoutResult(status -> work.run()));
    }

    List<String> wordsOf(OrganisationId organisation) {
        return TenantContext.in(organisation, () -> new TransactionTemplate(transactions).execute(status -> words()));
    }

    List<String> words() {
        return client.sql("select word from probe").query(String.class).list();
    }

    void insert(OrganisationId organisation, String word) {
        client.sql("insert into probe values (:organisation, :word)")
                .param("organisation", organisation.value())
                .param("word", word)
                .update();
    }

    private JdbcTemplate owner() {
        return AsOwner.of(context);
    }
}
