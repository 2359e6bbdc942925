package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;

import java.util.Optional;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionTemplate;

/** An invitation that waits in the queue. */
abstract class InvitationInTheQueue extends PostOffice {
    @Autowired
    private RoundTrips trips;

    @Autowired
    Stage stage;

    @Autowired
    MailQueue mailQueue;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    @MockitoSpyBean
    Smtp smtp;

    @MockitoSpyBean
    MailStore store;

    House house;
    String email;
    UserId klara;

    /** The invitation to KLARA waits while there is no connection. */
    @BeforeEach
    void queueAnInvitation() throws InterruptedException {
        Mockito.doAnswer(call -> new SmtpConnection(Optional.empty()))
                .when(smtp)
                .line();
        house = stage.house();
        email = Stage.email("klara");
        klara = UserId.parse(house.create("Klara", email, "EXTERNAL", "Viewer").text("id"))
                .orElseThrow();
    }

    @AfterEach
    void emptyTheQueue() {
        reset(smtp, store);
        inHouse(() -> forget(klara));
    }

    void awaitAttempts(int count) throws InterruptedException {
        for (var wait = 0; wait < 400 && attempts() < count; wait++) {
            Thread.sleep(50);
        }
        assertThat(attempts()).isEqualTo(count);
    }

    void awaitNothing() throws InterruptedException {
        for (var wait = 0; wait < 400 && count() > 0; wait++) {
            Thread.sleep(50);
        }
        assertThat(count()).isZero();
    }

    int attempts() {
        return number("select coalesce(max(attempts), 0) from mail where user_id = :person");
    }

    int count() {
        return number("select count(*) from mail where user_id = :person");
    }

    int number(String sql) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(sql)
                        .param("person", klara.value())
                        .query(Integer.class)
                        .single()));
    }

    void inHouse(Runnable work) {
        TenantContext.run(organisation(), () -> transaction.executeWithoutResult(status -> work.run()));
    }

    OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private void forget(UserId person) {
        var trip = trips.start();
        store.deleteAll(trip, person);
        trip.go();
    }
}
